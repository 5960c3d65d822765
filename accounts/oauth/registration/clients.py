"""Rules about applications that registered themselves."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken
from oauthlib.oauth2.rfc6749 import errors

from accounts.digests import digest
from accounts.events import get_logger
from accounts.oauth import applications
from accounts.oauth.models import Registration

logger = get_logger(__name__)

MOST_ADDRESSES = 10
MAX_NAME = 100  # characters
UNUSED = timedelta(days=30)  # then it is pruned, if nobody allowed it anything
SELF_REGISTERED = {"dcr", "cimd"}


class InvalidMetadata(errors.OAuth2Error):
    error = "invalid_client_metadata"


class InvalidRedirect(errors.OAuth2Error):
    error = "invalid_redirect_uri"


@transaction.atomic
def register(metadata: dict[str, Any]) -> tuple[Application, str]:
    """
    Return a new application and the token that changes and deletes it (RFC 7592).

    :raises InvalidMetadata, InvalidRedirect: see ``write``.
    """
    application = Application(registration_source="dcr")
    write(application, metadata)
    token = secrets.token_urlsafe(32)
    Registration.objects.create(application=application, token_digest=digest(token))
    logger.info("client registered itself", client_id=application.client_id)
    return application, token


def write(application: Application, metadata: dict[str, Any]) -> None:
    """
    Save ``application`` with ``metadata`` (RFC 7591 §2); members that are unknown are ignored.

    It is public whatever it asked for, and the answer says so (§3.2.1).

    :raises InvalidMetadata: for a name, a grant or a kind of sub that cannot be.
    :raises InvalidRedirect: for addresses that cannot be.
    """
    _check_options(metadata)
    application.name = _name_of(metadata)
    application.redirect_uris = "\n".join(_addresses_of(metadata))
    application.client_type = Application.CLIENT_PUBLIC
    application.authorization_grant_type = Application.GRANT_AUTHORIZATION_CODE
    applications.prepare(application)
    try:
        application.full_clean(exclude=["client_secret"])
    except ValidationError as error:
        kind = InvalidRedirect if "redirect_uris" in error.message_dict else InvalidMetadata
        raise kind(" ".join(error.messages)) from error
    application.save()


def _check_options(metadata: dict[str, Any]) -> None:
    if metadata.get("subject_type", "public") != "public":  # it would be less private than asked
        raise InvalidMetadata("subject_type is public here: sub is the same for all clients.")
    grants = metadata.get("grant_types", ["authorization_code"])
    if not isinstance(grants, list) or "authorization_code" not in grants:
        raise InvalidMetadata("grant_types has to have authorization_code.")


def _name_of(metadata: dict[str, Any]) -> str:
    name = metadata.get("client_name", "")
    if not isinstance(name, str) or not name.isprintable() or len(name) > MAX_NAME:
        raise InvalidMetadata(f"client_name is no text of at most {MAX_NAME} printable characters.")
    return name


def _addresses_of(metadata: dict[str, Any]) -> list[str]:
    addresses: Any = metadata.get("redirect_uris")
    is_list = isinstance(addresses, list) and 0 < len(addresses) <= MOST_ADDRESSES
    if not is_list or not all(isinstance(a, str) and a.split() == [a] for a in addresses):
        raise InvalidRedirect(f"redirect_uris is no list of 1 to {MOST_ADDRESSES} addresses.")
    found: list[str] = addresses
    return found


def is_unverified(application: Application) -> bool:
    return application.registration_source in SELF_REGISTERED


def host_of_document(application: Application) -> str:
    """Return the host whose document describes ``application``; empty for other ones."""
    is_document = application.registration_source == "cimd"
    return urlsplit(application.client_id).netloc if is_document else ""


def unused(*, now: datetime) -> QuerySet[Application]:
    """Return those that registered themselves and act for nobody."""
    old = Application.objects.filter(
        registration_source__in=SELF_REGISTERED, updated__lt=now - UNUSED
    )
    for model in (AccessToken, Grant, RefreshToken):
        old = old.exclude(Exists(model.objects.filter(application=OuterRef("pk"))))
    return old
