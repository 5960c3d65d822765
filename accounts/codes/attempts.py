"""
How many codes are mailed, and how often one is guessed at.

Both count by the address that was typed, never by the account: so no answer tells whether the
address has one. A browser in which its owner signed in before is counted apart, and no
stranger keeps them out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import mail
from accounts.attempts import Attempt, subject
from accounts.names import email_key, mailbox_key, username_key
from accounts.passwords.guessing import KNOWN, owner_of, password_guess

if TYPE_CHECKING:
    from django.http import HttpRequest


def code_mail(request: HttpRequest, email: str) -> Attempt:
    """One mail with a code to ``email``."""
    if _is_theirs(request, email):
        return Attempt(("mail_to", (KNOWN, counted_as(email))))
    asked = mail.mail_request(request, email).counts
    return Attempt(*asked, *mail.mailbox(email, what="sign_in_code").counts)


def code_guess(request: HttpRequest, email: str) -> Attempt:
    """One guess at a code that was mailed to ``email``: as at a password, and few an hour."""
    if _is_theirs(request, email):
        whose = (KNOWN, counted_as(email))
        return Attempt(("account_and_address", whose), ("sign_in_codes", whose))
    as_password = password_guess(request, mailbox_key(email)).counts
    return Attempt(*as_password, ("sign_in_codes", (counted_as(email),)))


def counted_as(email: str) -> str:
    return subject(username_key(mailbox_key(email)))


def _is_theirs(request: HttpRequest, email: str) -> bool:
    owner = owner_of(request)
    return owner is not None and owner.email_key == email_key(email)
