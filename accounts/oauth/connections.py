"""The applications that can act for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from oauth2_provider.models import AccessToken, Application
from oauth2_provider.settings import oauth2_settings

from accounts.oauth.models import Consent

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Connection:
    """An application that can act for a person."""

    application: Application
    scopes: list[str]
    last_used_at: datetime  # when it last fetched a token: it must, once an hour

    @property
    def pk(self) -> int:
        pk: int = self.application.pk
        return pk

    @property
    def descriptions(self) -> list[str]:
        return [str(oauth2_settings.SCOPES.get(scope, scope)) for scope in self.scopes]


def connections(user: "User", *, now: datetime) -> list[Connection]:
    """The applications that hold a token of ``user`` or can fetch one, latest first."""
    found: dict[int, Connection] = {}
    for token in _live(now=now, user=user).select_related("application").order_by("-created"):
        connection = found.setdefault(
            token.application_id, Connection(token.application, [], token.created)
        )
        connection.scopes += [s for s in token.reach.split() if s not in connection.scopes]
    return list(found.values())


def has_access(
    application: Application,
    user: "User",
    scopes: Iterable[str],
    *,
    resources: Iterable[str],
    now: datetime,
) -> bool:
    """Tell whether ``user`` let ``application``, as it is now, do this, and has not ended it."""
    wanted = set(scopes)
    whose = {"user": user, "application": application}
    if not Consent.objects.covers(**whose, scopes=wanted, resources=resources):
        return False
    granted = _live(now=now, user=user, application=application).values_list("reach", flat=True)
    return any(wanted <= set(scope.split()) for scope in granted)


def _live(*, now: datetime, **whose: Any) -> QuerySet[AccessToken]:
    """The live tokens; ``reach`` is their scope, or the wider one that a refresh can bring back."""
    # Expired, an access token is kept as long as its refresh token lives.
    can_refresh = Q(refresh_token__isnull=False, refresh_token__revoked=None)
    return AccessToken.objects.filter(Q(expires__gt=now) | can_refresh, **whose).annotate(
        reach=Coalesce("refresh_token__kept__scope", "scope")
    )
