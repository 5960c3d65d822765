"""
Registering a passkey and signing in with one: WebAuthn Level 3, §7.1 and §7.2.

A passkey proves two things at once, the device and its owner (by a finger, a face, a PIN),
so it signs in without the password. It belongs to the host that the browser is at; on
another host the browser does not offer it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import webauthn
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http.request import split_domain_port
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.ends import lock
from accounts.events import get_logger
from accounts.second_factor import challenges, factors, recovery
from accounts.second_factor.models import Passkey

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User

logger = get_logger(__name__)

MOST = 20  # of one person


class Refused(Exception):
    """The browser's answer proves nothing here."""


def creation_options(request: HttpRequest, user: User, challenge: bytes) -> dict[str, Any]:
    """Return what the browser needs to make a passkey: ``PublicKeyCredentialCreationOptions``."""
    known = [base64url_to_bytes(key.credential_id) for key in Passkey.objects.filter(user=user)]
    options = webauthn.generate_registration_options(
        rp_id=_host(request),
        rp_name=_host(request),
        user_id=_handle(user),
        user_name=user.get_username(),
        challenge=challenge,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return _as_dict(options)


def request_options(request: HttpRequest, challenge: bytes) -> dict[str, Any]:
    """Return ``PublicKeyCredentialRequestOptions`` for anybody; the browser knows its passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(request),
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_dict(options)


def add(
    request: HttpRequest, user: User, *, name: str, credential: dict[str, Any], now: datetime
) -> tuple[Passkey, list[str]]:
    """
    Store the passkey that the browser made; return it, and recovery codes with the first factor.

    :raises Refused: when ``credential`` does not answer a challenge of this browser.
    :raises ValidationError: when there are ``MOST`` already.
    :raises AccessEnded: when all access of ``user`` ended meanwhile.
    """
    made = _verified(webauthn.verify_registration_response, request, credential, now=now)
    with transaction.atomic():
        lock(user)
        if Passkey.objects.filter(user=user).count() >= MOST:
            raise ValidationError(_("You have %d passkeys. Remove one first.") % MOST)
        is_first = not factors.is_on(user)
        passkey = Passkey(
            user=user,
            name=name,
            credential_id=bytes_to_base64url(made.credential_id),
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            created_at=now,
        )
        try:
            with transaction.atomic():
                passkey.save()
        except IntegrityError as error:
            raise Refused from error
        logger.info("second factor added", user=user, factor="passkey")
        return passkey, recovery.renew(user) if is_first else []


def sign_in(request: HttpRequest, credential: dict[str, Any], *, now: datetime) -> User:
    """
    Return whose passkey answered a challenge of this browser.

    :raises Refused: when nobody's; unknown, wrong, copied and of an inactive user look alike.
    """
    known = Passkey.objects.filter(credential_id=str(credential.get("id"))).select_related("user")
    passkey = known.first()
    if passkey is None or not passkey.user.is_active:
        raise Refused
    proof = _verified(
        webauthn.verify_authentication_response,
        request,
        credential,
        now=now,
        credential_public_key=bytes(passkey.public_key),
        credential_current_sign_count=passkey.sign_count,
    )
    # A count that somebody else's copy moved meanwhile is found here.
    mine = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if not mine.update(sign_count=proof.new_sign_count, last_used_at=now):
        raise Refused
    user: User = passkey.user
    logger.info("passkey accepted", user=user)
    return user


def _verified(
    verify: Any, request: HttpRequest, credential: dict[str, Any], *, now: datetime, **given: Any
) -> Any:
    """
    Return what ``verify`` found in ``credential``, which answers a challenge of this browser.

    :raises Refused: when it answers none, was used before, or proves nothing.
    """
    challenge = challenges.find(request, credential, now=now)
    if challenge is None:
        raise Refused
    about = {
        "credential": credential,
        "expected_challenge": challenge,
        "expected_rp_id": _host(request),
        "expected_origin": _origin(request),
        "require_user_verification": True,
    }
    try:
        proof = verify(**about, **given)
    except Exception as error:  # the library stumbles over some of what is no answer at all
        logger.info("passkey refused", reason=type(error).__name__)
        raise Refused from error
    if not challenges.spend(challenge, now=now):
        raise Refused
    return proof


def _as_dict(options: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return told


def _host(request: HttpRequest) -> str:
    return split_domain_port(request.get_host())[0]


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _handle(user: User) -> bytes:
    """Return what a device stores as its user: it tells nobody who that is (WebAuthn §14.6.1)."""
    return salted_hmac("accounts.passkey", str(user.pk), algorithm="sha256").digest()
