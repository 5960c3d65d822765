from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction

from accounts.oauth.models.setups import registration_of, state_of

if TYPE_CHECKING:
    from oauth2_provider.models import Application

    from accounts.models import User
    from accounts.oauth.models.consents import Consent  # noqa: F401  # a string below names it


MOST_REMEMBERED = 50  # resources of one consent, of up to 2000 characters each
#: In a consent: it was given without a resource, which is for this site. No URI is so short.
HERE = "."


class ConsentManager(models.Manager["Consent"]):
    @transaction.atomic
    def remember(
        self,
        *,
        user: User,
        application: Application,
        scopes: Iterable[str],
        resources: Iterable[str],
        now: datetime,
    ) -> None:
        """
        Note that ``user`` allows ``scopes`` to ``application`` as it is.

        :param resources: the addresses (RFC 8707) that it was for. More scopes for one of them
            add up. Of more than ``MOST_REMEMBERED`` the latest request's are kept, and the page
            asks for others again.
        """
        setup = state_of(application)
        consent, _is_new = self.select_for_update().get_or_create(
            {"given_at": now}, user=user, application=application
        )
        places, before = places_of(resources), consent.allowed_to(setup)
        allowed = before | {place: before.get(place, set()) | set(scopes) for place in places}
        if len(allowed) > MOST_REMEMBERED:
            allowed = {place: allowed[place] for place in places}
        consent.allowed = {setup: {place: listed(allowed[place]) for place in sorted(allowed)}}
        consent.scope = listed(set().union(*allowed.values()))
        consent.resource = listed(allowed)
        consent.application_digest = setup
        consent.registered_for = registration_of(application)
        consent.given_at = now
        consent.save()

    def covers(
        self,
        *,
        user: User,
        application: Application,
        scopes: Iterable[str],
        resources: Iterable[str],
    ) -> bool:
        """Tell whether ``user`` let ``application``, as it is now, do this for each of these."""
        consent = self.filter(user=user, application=application).first()
        if consent is None:
            return False
        wanted, allowed = set(scopes), consent.allowed_to(state_of(application))
        return all(place in allowed and wanted <= allowed[place] for place in places_of(resources))

    def stands(self, *, user: User, application: Application) -> bool:
        """Tell whether ``application`` may refresh what ``user`` allowed: it has the same grant."""
        consent = self.filter(user=user, application=application).first()
        return consent is None or consent.registered_for in {"", registration_of(application)}


def places_of(resources: Iterable[str]) -> set[str]:
    return set(resources) or {HERE}


def listed(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
