"""
The register of the ways in, and the one place where access ends.

A *kind* of credential (session, token, connected application, social account)
says how to list what a person holds, how to show it and how to end it. Each
kind registers itself, and the credentials page, the API, the admin and
``end_access`` walk the register. So a kind that is added later is shown and
ended everywhere. ``ends.TABLE`` says which event ends which kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.ends import Event, Fate, fate
from accounts.events import get_logger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from accounts.people.models import User

logger = get_logger(__name__)


@dataclass(frozen=True)
class Held:
    """One credential that a person holds, as the page and the API show it."""

    id: int | str
    #: The words by which the person knows it: a browser, a name, a provider.
    label: str
    detail: str = ""
    created_at: datetime | None = None
    last_used_at: datetime | None = None
    ends_at: datetime | None = None
    address: str | None = None
    is_current: bool = False


class CannotEnd(Exception):
    """A credential has to stay. ``str()`` tells the person why, and what to do first."""


class Kind:
    """One kind of credential. Subclass it and ``register`` an instance."""

    #: In paths: ``/accounts/api/<name>``, ``/accounts/credentials/<name>/<id>/revoke/``.
    name: str
    #: For people: the heading, the columns of ``label`` and ``detail``, an empty list, the button.
    title: Any
    label_title: Any
    detail_title: Any = ""
    none: Any = ""
    end_title: Any
    #: The button that ends all of them, if the page has one.
    end_all_title: Any = ""
    #: Dotted path of the API's view set; ``accounts.api.KindViewSet`` shows what ``held`` tells.
    viewset = "accounts.api.KindViewSet"
    #: The heading and the template for the ``secret`` of one that was just created.
    created_title: Any = ""
    created_template = ""
    #: A template with what else a person can do with ``one``, in its row on that page.
    row_template = ""
    #: Templates with what else a person can do on the credentials page and on the sign-in page.
    actions_template = ""
    sign_in_template = ""
    #: A template with another way than the password to confirm access: ``can_confirm``.
    confirm_template = ""
    #: A session ends one, or all, only if its person just proved who they are: ``sessions.fresh``.
    needs_fresh = False
    #: For staff: the action of the admin's list of people that ends all of this kind.
    reset_title: Any = ""
    #: Name of the list of them in the admin; it takes ``?user__id__exact=``.
    admin_list = ""

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        """Return what ``user`` could use at ``now``; ``request`` tells which is the current one."""
        raise NotImplementedError

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        """
        End one credential of ``user``; False where they hold none of this id.

        :raises CannotEnd: when it has to stay.
        """
        raise NotImplementedError

    def end_all(self, user: User, *, now: datetime) -> dict[str, int]:
        """End all that ``user`` holds; return how many of each sort ended."""
        raise NotImplementedError

    def erase(self, user: User, *, now: datetime) -> dict[str, int]:
        """``end_all`` of somebody who deletes their account, and needs no way in any more."""
        return self.end_all(user, now=now)

    def end_made_in(self, user: User, sessions: list[str], *, now: datetime) -> None:
        """End what was created in the sessions of these ``session_key``s, which end now."""

    def form(self, user: User, data: Any = None) -> Any:
        """
        Return the form by which ``user`` creates one on the page; None if there is none.

        Its ``create(made_in=…)`` gets the ``session_key`` of the page's session, and returns the
        secret, to be shown once; or None, and says why in ``errors``.
        """
        return None

    def can_confirm(self, user: User) -> bool:
        """Tell whether ``user`` holds one by which they can prove that they are themselves."""
        return False

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """Return the context of both templates; the page adds ``held``."""
        return {}

    def form_action(self) -> list[str]:
        """Return the origins to which forms of both templates lead (CSP ``form-action``)."""
        return []


_register: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add ``kind``; a second one of the same name takes the place of the first."""
    _register[kind.name] = kind


def unregister(name: str) -> None:
    del _register[name]


def kinds() -> Iterable[Kind]:
    """The registered kinds, in the order in which they registered."""
    return tuple(_register.values())


def find(name: str) -> Kind | None:
    return _register.get(name)


@transaction.atomic
def end_access(user: User, *, now: datetime, event: Event = Event.ALL_ENDED) -> dict[str, int]:
    """
    End every credential that acts for ``user``; return how many of each sort.

    Saving a user with a new password or deactivated, and "sign out everywhere", come here.

    :param also: the names of kinds that the person wants ended as well: see ``asked``.
    :raises CannotEnd: when one of ``also`` has to stay; nothing ended then.
    """
    # First: it locks the row, for which everything that issues a credential waits.
    user.new_security_stamp()
    ended: dict[str, int] = {}
    for kind in kinds():
        if fate(kind.name, event) is Fate.ENDS:
            end = kind.erase if event is Event.DELETED else kind.end_all
            ended |= end(user, now=now)
    logger.info("access ended", user=user, reason=str(event), **ended)
    return ended


def asked(user: User, *, event: Event, now: datetime) -> list[tuple[Kind, Held]]:
    """Return what ``user`` is asked about at ``event``: it signs them in, and may stay."""
    return [
        (kind, held)
        for kind in kinds()
        if fate(kind.name, event) is Fate.ASKS
        for held in kind.held(user, now=now)
    ]


def choices(user: User, *, event: Event, now: datetime) -> list[tuple[str, str]]:
    """Return ``asked`` as choices of a form: ``<kind>.<id>``, and the words for people."""
    return [
        (f"{kind.name}.{held.id}", " · ".join(filter(None, [held.label, held.detail])))
        for kind, held in asked(user, event=event, now=now)
    ]


@transaction.atomic
def end_chosen(user: User, chosen: Iterable[str], *, event: Event, now: datetime) -> None:
    """
    End what the person chose of ``choices``. Those that ended meanwhile are skipped.

    Nothing else ends here: another kind may ask for more than this event does.

    :raises CannotEnd: when one of them has to stay; nothing ended then.
    """
    wanted = set(chosen)
    for kind, held in asked(user, event=event, now=now):
        if f"{kind.name}.{held.id}" in wanted:
            kind.end(user, str(held.id), now=now)


def is_asked(choice: str, *, event: Event) -> bool:
    """Tell whether ``choice``, ``<kind>.<id>``, is of a kind to choose from at ``event``."""
    name, _, pk = choice.partition(".")
    return bool(pk) and find(name) is not None and fate(name, event) is Fate.ASKS


def form_action() -> list[str]:
    """Return the origins that the forms of all kinds lead to."""
    return [origin for kind in kinds() for origin in kind.form_action()]
