"""
One limit on guessing passwords, over every door that takes one.

``backend.PasswordBackend`` asks here before it looks at a password. So the form,
JSON sign-in, ``get_auth_token``, basic authentication, the admin and the OAuth2
password grant share three counts:

- ``account_and_address`` stops the plain guesser, and nobody else;
- ``address`` stops one host that tries many accounts; a success does not reset it;
- ``account`` stops many hosts that try one account. It alone could lock the owner
  out, so a browser in which they signed in before is counted by itself.
"""

from __future__ import annotations

from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.addresses import client_network
from accounts.attempts import Attempt, subject
from accounts.ends import fingerprint

if TYPE_CHECKING:
    from accounts.people.models import User

KNOWN_BROWSER = "known_browser"

KNOWN_BROWSER_AGE = 365 * 24 * 3600  # seconds


def remember_browser(response: HttpResponse, request: HttpRequest, user: User) -> None:
    """
    Let the owner in from this browser while others guess at the account.

    The cookie signs nobody in. Stolen, it buys ``account_and_address`` guesses, until all
    access of ``user`` ends.
    https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
    """
    username = user.get_username()
    if _known_browser(request, username) is None:
        owner = [subject(username), fingerprint(user, purpose=KNOWN_BROWSER)]
        response.set_cookie(
            _known_browser_cookie(),
            signing.dumps([*owner, token_urlsafe(12)], salt=KNOWN_BROWSER),
            max_age=KNOWN_BROWSER_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _known_browser_cookie() -> str:
    return f"__Host-{KNOWN_BROWSER}" if settings.SESSION_COOKIE_SECURE else KNOWN_BROWSER


def _known_browser(request: HttpRequest, username: str) -> str | None:
    cookie = request.COOKIES.get(_known_browser_cookie(), "")
    try:
        account, owner, browser = signing.loads(
            cookie, salt=KNOWN_BROWSER, max_age=KNOWN_BROWSER_AGE
        )
    except (signing.BadSignature, ValueError):
        return None
    if account != subject(username):
        return None
    user = get_user_model().objects.filter(username=username).first()
    is_known = user and constant_time_compare(owner, fingerprint(user, purpose=KNOWN_BROWSER))
    return browser if is_known else None


def password_guess(request: HttpRequest, username: str) -> Attempt:
    """One guess at the password of ``username``; a guess refused early fills no wider count."""
    if browser := _known_browser(request, username):
        return Attempt(("account_and_address", ("browser", browser)))
    account, address = subject(username), client_network(request)
    return Attempt(
        ("account_and_address", (account, address)),
        ("address", (address,)),
        ("account", (account,)),
    )
