"""The rules for a person's second factor: whether it is on, what proves it, how it changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import BigIntegerField, QuerySet

from accounts.ends import lock
from accounts.events import get_logger
from accounts.second_factor import recovery, totp
from accounts.second_factor.models import AuthenticatorApp, Passkey, RecoveryCode
from accounts.statements import Slot, Statement

if TYPE_CHECKING:
    from accounts.people.models import User

logger = get_logger(__name__)

LONGEST_CODE = 64  # characters, with the blanks and hyphens that people type
SETUP_TIME = 900  # seconds between the secret and its first code


def _held() -> QuerySet[Any, Any]:
    """Return a row if the person has a factor. One statement, because each sign-in asks."""
    user = Slot("user", BigIntegerField())
    apps = AuthenticatorApp.objects.filter(user_id=user).values("user_id")
    passkeys = Passkey.objects.filter(user_id=user).values("user_id")
    return apps.union(passkeys, all=True)[:1]


_HELD = Statement(_held)


class WrongCode(Exception):
    """The code belongs to another secret, or to another time."""


def is_on(user: User) -> bool:
    """Tell whether a password alone lets nobody in as ``user``."""
    return _HELD.value(user=user.pk) is not None


def take(user: User, code: str, *, now: datetime) -> bool:
    """Take a code of the app or a recovery code; each works once, under parallel calls as well."""
    code = "".join(code[:LONGEST_CODE].split()).replace("-", "").lower()
    return _take_from_app(user, code, now=now) or recovery.take(user, code, now=now)


def _take_from_app(user: User, code: str, *, now: datetime) -> bool:
    app = AuthenticatorApp.objects.filter(user=user).first()
    if app is None:
        return False
    try:
        secret = totp.unseal(app.secret, user=user)
    except InvalidToken:  # SECRET_KEY was changed, without SECRET_KEY_FALLBACKS
        logger.error("second factor unreadable", user=user)
        return False
    step = totp.step_of(secret, code, now=now)
    if step is None:
        return False
    # One statement: of two that bring the same code at once, the second finds no row.
    newer = AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step)
    sealed = totp.seal(secret, user=user)  # by the newest SECRET_KEY
    return bool(newer.update(last_step=step, last_used_at=now, secret=sealed))


@transaction.atomic
def add_app(user: User, sealed: str, code: str, *, now: datetime) -> list[str]:
    """
    Turn the factor on for the secret that was ``sealed`` for ``user``; return recovery codes.

    An app that was there before is replaced.

    :raises WrongCode: when ``code`` does not prove the secret, or the secret is too old.
    :raises AccessEnded: when all access of ``user`` ended meanwhile.
    """
    lock(user)
    try:
        secret = totp.unseal(sealed, user=user, seconds=SETUP_TIME)
    except InvalidToken as error:
        raise WrongCode from error
    step = totp.step_of(secret, "".join(code.split()), now=now)
    if step is None:
        raise WrongCode
    kept = {"secret": totp.seal(secret, user=user), "last_step": step, "created_at": now}
    AuthenticatorApp.objects.update_or_create(user=user, defaults=kept | {"last_used_at": now})
    logger.info("second factor added", user=user, factor="app")
    return recovery.renew(user)


@transaction.atomic
def remove_app(user: User) -> bool:
    """Remove the app; recovery codes go with the last factor."""
    removed, _rows = AuthenticatorApp.objects.filter(user=user).delete()
    if removed:
        logger.info("second factor removed", user=user, factor="app")
        _tidy(user)
    return bool(removed)


@transaction.atomic
def remove_passkey(user: User, pk: str) -> bool:
    removed, _rows = Passkey.objects.filter(user=user, pk=pk).delete()
    if removed:
        logger.info("second factor removed", user=user, factor="passkey")
        _tidy(user)
    return bool(removed)


def rename_passkey(passkey: Passkey, name: str) -> None:
    """Another page may move the count of signatures meanwhile: the name alone is written."""
    passkey.name = name
    passkey.save(update_fields=["name"])
    logger.info("passkey renamed", user=passkey.user, what=name)


@transaction.atomic
def turn_off(user: User) -> int:
    """Remove every factor of ``user``; return how many there were."""
    held = (AuthenticatorApp, Passkey)
    removed = sum(model.objects.filter(user=user).delete()[0] for model in held)
    _tidy(user)
    if removed:
        logger.info("second factor off", user=user)
    return removed


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Return new recovery codes; the old ones end. Without a factor there are none."""
    if not is_on(user):
        return []
    logger.info("recovery codes renewed", user=user)
    return recovery.renew(user)


def _tidy(user: User) -> None:
    if not is_on(user):
        RecoveryCode.objects.filter(user=user).delete()
