"""Rules about applications, and which of them can act for whom."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken, Application
from oauth2_provider.settings import oauth2_settings

from accounts.oauth.models import Consent, ResourceServer

if TYPE_CHECKING:
    from accounts.models import User

logger = structlog.get_logger(__name__)

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
FREE_PORT = re.compile(r"\A(http://(?:127\.0\.0\.1|\[::1\])):[0-9]{1,5}(?=[/?]|\Z)")
MIN_SECRET = 32  # characters

#: What can be registered. Implicit and hybrid are not offered (RFC 9700 §2.1.2).
GRANTS = {
    Application.GRANT_AUTHORIZATION_CODE: _(
        "Authorization code: the person signs in here and allows it. For everything that "
        "has a person; a web page or an app that cannot keep a secret is public."
    ),
    Application.GRANT_CLIENT_CREDENTIALS: _(
        "Client credentials: no person at all. For a machine that reads. Confidential."
    ),
    Application.GRANT_PASSWORD: _(
        "Resource owner password-based: the application takes the person's password. For "
        "old programs of one's own; RFC 9700 forbids it to new ones. Confidential."
    ),
}


def clean(application: Application) -> None:
    """
    What django-oauth-toolkit lets pass; ``application`` is complete otherwise.

    :raises ValidationError: by field.
    """
    errors = {}
    grant = application.authorization_grant_type
    if grant not in GRANTS:
        errors["authorization_grant_type"] = _("This grant is not offered here.")
    is_public = application.client_type == application.CLIENT_PUBLIC
    if is_public and grant != application.GRANT_AUTHORIZATION_CODE:
        errors["client_type"] = _("A public application can use the authorization code only.")
    for uri in application.redirect_uris.split():
        if urlsplit(uri).scheme == "http" and urlsplit(uri).hostname not in LOOPBACK:
            errors["redirect_uris"] = _("http is for loopback (http://127.0.0.1); use https.")
    if errors:
        raise ValidationError(errors)


def prepare(application: Application) -> None:
    """Sign its ID tokens with the site's key, if there is one; always hash its secret."""
    application.algorithm = application.RS256_ALGORITHM if oauth2_settings.OIDC_ENABLED else ""
    application.hash_client_secret = True


def is_hash(secret: str) -> bool:
    """Tell whether somebody pasted a stored hash, the commonest mistake with secrets."""
    try:
        identify_hasher(secret)
    except ValueError:
        return False
    return True


def set_resource_server(application: Application, *, is_one: bool) -> None:
    """Let ``application`` introspect the tokens of other ones, or end that."""
    if is_one:
        ResourceServer.objects.get_or_create(application=application)
    else:
        ResourceServer.objects.filter(application=application).delete()


def is_redirect_uri_of(application: Application, uri: str) -> bool:
    """
    Compare character by character (RFC 9700 §2.1, RFC 6749 §3.1.2.3).

    Except for the port on a loopback address, where an app on the person's own
    computer listens on whichever is free (RFC 8252 §7.3).
    """
    return _without_free_port(uri) in map(_without_free_port, application.redirect_uris.split())


def _without_free_port(uri: str) -> str:
    return FREE_PORT.sub(r"\1", uri)


def give_new_secret(application: Application) -> str:
    """Return the new secret, which only its digest will remember; the old one is dead."""
    application.client_secret = secret = generate_client_secret()
    application.save(update_fields=["client_secret", "updated"])
    logger.info("client secret replaced", client_id=application.client_id)
    return secret


@dataclass
class Connection:
    """An application that can act for a person."""

    application: Application
    scopes: list[str]
    last_used_at: datetime  # when it last fetched a token: it must, once an hour

    @property
    def descriptions(self) -> list[str]:
        return [str(oauth2_settings.SCOPES.get(scope, scope)) for scope in self.scopes]


def connections(user: "User", *, now: datetime) -> list[Connection]:
    """Who can act for ``user``: has a token, or can fetch one. The latest first."""
    found: dict[int, Connection] = {}
    for token in _live(now=now, user=user).select_related("application").order_by("-created"):
        connection = found.setdefault(
            token.application_id, Connection(token.application, [], token.created)
        )
        connection.scopes += [s for s in token.reach.split() if s not in connection.scopes]
    return list(found.values())


def has_access(
    application: Application, user: "User", scopes: Iterable[str], *, now: datetime
) -> bool:
    """Tell whether ``user`` let ``application``, as it is now, do this, and has not ended it."""
    wanted = set(scopes)
    if not Consent.objects.covers(user=user, application=application, scopes=wanted):
        return False
    granted = _live(now=now, user=user, application=application).values_list("reach", flat=True)
    return any(wanted <= set(scope.split()) for scope in granted)


def _live(*, now: datetime, **whose: Any) -> QuerySet[AccessToken]:
    """What lives; ``reach`` is the scope of it, or more that a refresh can bring back."""
    # Expired, an access token is kept as long as its refresh token lives.
    can_refresh = Q(refresh_token__isnull=False, refresh_token__revoked=None)
    return AccessToken.objects.filter(Q(expires__gt=now) | can_refresh, **whose).annotate(
        reach=Coalesce("refresh_token__kept__scope", "scope")
    )
