from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.credentials import Held, Kind
from accounts.ends import take_turn
from accounts.events import get_logger
from accounts.people.models import User
from accounts.tokens import scopes
from accounts.tokens.forms import TokenForm
from accounts.tokens.models import Token

logger = get_logger(__name__)


def bounds(token: Token, *, now: datetime) -> list[str]:
    """Return what bounds ``token`` at ``now``, in words for people."""
    words = scopes.words(token.scope)
    if token.networks:
        words.append(_("only from %s") % ", ".join(token.networks))
    if days := token.idle_days:
        text = ngettext("ends when unused for %d day", "ends when unused for %d days", days)
        words.append(text % days)
    if token.old_key_ends_at and token.old_key_ends_at > now:
        end = date_format(localtime(token.old_key_ends_at), "SHORT_DATETIME_FORMAT")
        words.append(_("old key until %s") % end)
    return words


class TokenKind(Kind):
    """
    An API token.

    Tokens that ended stay as rows until ``prune_tokens``, so that their holder is
    told whether the token or the user is the trouble.
    """

    name = "tokens"
    title = _("API tokens")
    label_title = _("Name")
    detail_title = _("Key")
    none = _("None: scripts cannot act as you.")
    end_title = _("Revoke")
    end_all_title = _("Revoke all tokens")
    viewset = "accounts.tokens.api.TokenViewSet"
    row_template = "accounts/token_row.html"
    actions_template = "accounts/new_token.html"
    created_title = _("Your new token")
    created_template = "accounts/token_key.html"
    admin_list = "accounts_token_changelist"

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        return [
            Held(
                id=token.pk,
                label=token.name or str(_("unnamed")),
                detail=" · ".join([f"{token.hint}…", *bounds(token, now=now)]),
                created_at=token.created,
                last_used_at=token.last_used_at,
                address=token.last_used_from,
                ends_at=token.ends_at,
            )
            for token in Token.objects.live(now=now).filter(user=user)
        ]

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        token = Token.objects.live(now=now).filter(user=user, pk=pk).first()
        if token is None:
            return False
        token.revoke(now=now)
        return True

    def end_all(self, user: User, *, now: datetime) -> dict[str, int]:
        return self.end_others(user, None, now=now)

    @transaction.atomic
    def end_others(self, user: User, kept: int | None, *, now: datetime) -> dict[str, int]:
        """``end_all``, except the token of the id ``kept``."""
        take_turn(user.pk)
        live = Token.objects.filter(user=user, revoked_at=None)
        if kept is not None:
            live = live.exclude(pk=kept)
        ended = {"tokens": live.update(revoked_at=now)}
        logger.info("tokens ended", user=user, scheme="token", **ended)
        return ended

    def end_made_in(self, user: User, sessions: list[str], *, now: datetime) -> None:
        for token in Token.objects.filter(user=user, revoked_at=None, made_in__in=sessions):
            token.revoke(now=now)

    def form(self, user: User, data: Any = None) -> TokenForm:
        return TokenForm(data, user=user)

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return {"form": self.form(request.user)} if request.user.is_authenticated else {}
