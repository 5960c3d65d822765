"""The rules that an application is held to when it is registered or changed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import Application
from oauth2_provider.settings import oauth2_settings

from accounts.oauth import redirects
from accounts.oauth.applications import is_hash, is_public
from accounts.oauth.grants import GRANTS
from accounts.oauth.redirects import Fault

MOST = 100  # applications of one person; two that are added at once may make one more


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
