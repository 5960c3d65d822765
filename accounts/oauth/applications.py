"""Rules about applications: their kind, their secrets and their addresses."""

from typing import Any

from django.contrib.auth.hashers import identify_hasher
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import Application
from oauth2_provider.settings import oauth2_settings

from accounts.events import get_logger
from accounts.oauth import redirects
from accounts.oauth.models import ResourceServer

logger = get_logger(__name__)

MIN_SECRET = 32  # characters


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


def may_use_passwords(application: Any) -> bool:
    """Confidential, and registered with that grant and no other."""
    return (
        application.client_type == application.CLIENT_CONFIDENTIAL
        and application.authorization_grant_type == application.GRANT_PASSWORD
    )
