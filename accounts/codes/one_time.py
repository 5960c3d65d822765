"""
The codes: eight digits, for ten minutes, once, and in the browser that asked.

Each browser has a code of its own, so nobody who asks in a stranger's name ends the stranger's.
The next one in the same browser ends the one before.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.clocks import is_from_future
from accounts.codes.models import SignInCode
from accounts.digests import digest
from accounts.ends import fingerprint
from accounts.names import email_key
from accounts.people.models import User

PURPOSE = "sign_in_code"
DIGITS = 8
LIFETIME = timedelta(minutes=10)


def user_of(email: str) -> User | None:
    """Return who signs in by a code that is mailed to ``email``: they confirmed the address."""
    found = User.objects.filter(email_key=email_key(email), is_active=True)
    user: User | None = found.filter(email_verified_at__isnull=False).first()
    return user


def make(user: User | None, browser: str, *, now: datetime) -> str:
    """
    Return a new code for ``user``, that works in ``browser`` alone.

    :param user: None where an address is nobody's; the code lets nobody in then.
    :param browser: the secret in its cookie, of 128 random bits or more.
    """
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    kept = {"user": user, "digest": digest_of(code, user, browser), "made_at": now}
    SignInCode.objects.create(browser=digest(browser), **kept)
    return code


def digest_of(code: str, user: User | None, browser: str) -> str:
    """
    Return what the database holds of ``code``: keyed, as so few digits are soon tried.

    It is made of the person's address and access as well, so the code ends with either.
    """
    owner = f"{fingerprint(user, purpose=PURPOSE)}:{user.email_key}" if user else ""
    value = f"{browser}:{owner}:{code}"
    return salted_hmac("accounts.codes", value, algorithm="sha256").hexdigest()


def find(browser: str, *, now: datetime) -> SignInCode | None:
    """Return what waits for a code in ``browser``; None when it is old or was used."""
    row = rows_of(browser).select_related("user").first()
    if row is None or is_from_future(row.made_at, now=now) or now - row.made_at >= LIFETIME:
        return None
    return row


def is_right(code: str, row: SignInCode, browser: str) -> bool:
    """Tell whether ``code`` is the one of ``row``, and lets its person in."""
    is_same = constant_time_compare(row.digest, digest_of(code, row.user, browser))
    return is_same and row.user is not None and row.user.is_active


def take(row: SignInCode) -> bool:
    """End the code of ``row``; of two that bring it at once, the second gets False."""
    return bool(SignInCode.objects.filter(pk=row.pk).delete()[0])


def end(browser: str) -> None:
    rows_of(browser).delete()


def rows_of(browser: str) -> QuerySet[SignInCode]:
    return SignInCode.objects.filter(browser=digest(browser))
