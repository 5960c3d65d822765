"""Rules about applications, and which of them can act for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken, Application
from oauth2_provider.settings import oauth2_settings

from accounts.events import get_logger
from accounts.oauth import redirects
from accounts.oauth.models import Consent, ResourceServer
from accounts.oauth.redirects import Fault

if TYPE_CHECKING:
    from accounts.models import User

logger = get_logger(__name__)

MIN_SECRET = 32  # characters
MOST = 100  # applications of one person; two that are added at once may make one more

#: The grants that can be registered. Implicit and hybrid are not offered (RFC 9700 §2.1.2).
GRANTS = {
    Application.GRANT_AUTHORIZATION_CODE: _(
        "Authorization code: the person signs in here and allows it. For everything that acts for "
        "a person; a web page or an app that cannot keep a secret is public."
    ),
    Application.GRANT_DEVICE_CODE: _(
        "Device code: for a program without a browser, such as a television or a terminal. The "
        "person types its code on another device. Public, or confidential."
    ),
    Application.GRANT_CLIENT_CREDENTIALS: _(
        "Client credentials: for a machine that reads and acts for no person. Confidential."
    ),
    Application.GRANT_PASSWORD: _(
        "Resource owner password-based: the application takes the person's password. For old "
        "programs of your own; RFC 9700 forbids it for new ones. Confidential."
    ),
}


def clean(application: Application) -> None:
    """
    The rules of this package, in the place of the toolkit's ``Application.clean``.

    ``apps`` puts it there, so that they hold at every door: in the admin, in the commands,
    the toolkit's own among them, and wherever clients register themselves.

    :raises ValidationError: by field.
    """
    faults = {
        "authorization_grant_type": _fault_of_grant(application),
        "client_type": _fault_of_type(application),
        "name": _fault_of_name(application),
        "redirect_uris": _fault_of_redirects(application),
        "post_logout_redirect_uris": _fault_of_addresses(
            application.post_logout_redirect_uris, application
        ),
        "algorithm": _fault_of_algorithm(application),
        "client_secret": _fault_of_secret(application),
        "user": _fault_of_number(application),
    }
    if errors := {field: fault for field, fault in faults.items() if fault is not None}:
        raise ValidationError(errors)


def schemes_of(application: Application) -> list[str]:
    """In the place of the toolkit's ``get_allowed_schemes``: what is registered may be used."""
    registered = [uri.partition(":")[0] for uri in application.redirect_uris.split()]
    return [*oauth2_settings.ALLOWED_REDIRECT_URI_SCHEMES, *registered]


def _fault_of_name(application: Application) -> Fault:
    """Letters that turn the direction of text could make the consent page say otherwise."""
    is_printable = application.name.isprintable()
    return None if is_printable else _("The name has characters that cannot be shown.")


def _fault_of_grant(application: Application) -> Fault:
    is_offered = application.authorization_grant_type in GRANTS
    return None if is_offered else _("This grant is not offered here.")


def _fault_of_type(application: Application) -> Fault:
    may_be_public = {application.GRANT_AUTHORIZATION_CODE, application.GRANT_DEVICE_CODE}
    if is_public(application) and application.authorization_grant_type not in may_be_public:
        return _("A public application can use the authorization code or the device code only.")
    return None


def _fault_of_redirects(application: Application) -> Fault:
    uris = application.redirect_uris.split()
    if not uris and application.authorization_grant_type == application.GRANT_AUTHORIZATION_CODE:
        return _("The authorization code needs an address to send people back to.")
    return _fault_of_addresses(application.redirect_uris, application)


def _fault_of_addresses(text: str, application: Application) -> Fault:
    for uri in text.split():
        if (fault := redirects.fault_of(uri, is_public=is_public(application))) is not None:
            return fault
    return None


def _fault_of_algorithm(application: Application) -> Fault:
    if application.algorithm not in {"", application.RS256_ALGORITHM}:
        return _("ID tokens are signed with the site's key: choose RS256.")
    if application.algorithm and not oauth2_settings.OIDC_RSA_PRIVATE_KEY:
        return _("This site has no key to sign ID tokens with.")
    return None


def _fault_of_secret(application: Application) -> Fault:
    if not application.hash_client_secret:
        return _("Only a hash of a secret is stored.")
    if application.pk is None and is_hash(application.client_secret):
        return _("This is a hash. Choose another secret, or let the site choose one.")
    return None


def _fault_of_number(application: Application) -> Fault:
    """An application that belongs to nobody is the site's own, and staff count those."""
    if application.user_id is None:
        return None
    others = Application.objects.filter(user=application.user_id).exclude(pk=application.pk)
    if others.count() < MOST:
        return None
    return _("This person has %d applications, and nobody can have more. Delete one first.") % MOST


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


def set_resource_server(application: Application, *, is_so: bool) -> None:
    """Let ``application`` introspect the tokens of other ones, or end that."""
    if is_so:
        ResourceServer.objects.get_or_create(application=application)
    else:
        ResourceServer.objects.filter(application=application).delete()


def is_redirect_uri_of(application: Application, uri: str) -> bool:
    """Tell whether ``uri`` is registered, and keeps the rules that it should have met then."""
    return _is_one_of(application.redirect_uris, uri, application)


def is_post_logout_uri_of(application: Application, uri: str) -> bool:
    """Tell the same of the addresses that people come back to after they signed out."""
    return _is_one_of(application.post_logout_redirect_uris, uri, application)


def _is_one_of(registered: str, uri: str, application: Application) -> bool:
    return redirects.is_redirect_uri_of(registered, uri) and (
        redirects.fault_of(uri, is_public=is_public(application)) is None
    )


def is_public(application: Application) -> bool:
    return bool(application.client_type == application.CLIENT_PUBLIC)


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


def may_use_passwords(application: Any) -> bool:
    """Confidential, and registered with that grant and no other."""
    return (
        application.client_type == application.CLIENT_CONFIDENTIAL
        and application.authorization_grant_type == application.GRANT_PASSWORD
    )
