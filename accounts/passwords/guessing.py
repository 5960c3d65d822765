"""
One limit on guessing passwords, over every door that takes one.

``backend.PasswordBackend`` asks here before it looks at a password. So the form,
JSON sign-in, ``get_auth_token``, basic authentication, the admin and the OAuth2
password grant share three counts:

- ``account_and_address`` stops the plain guesser, and nobody else;
- ``address`` stops one host that tries many accounts; a success does not reset it;
- ``account`` stops many hosts that try one account. It alone could lock the owner
  out, so the browsers in which they signed in before are counted apart.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

from accounts import credentials
from accounts.addresses import client_network
from accounts.attempts import Attempt, subject
from accounts.ends import fingerprint, is_fingerprint
from accounts.names import username_key
from accounts.people import links

if TYPE_CHECKING:
    from accounts.people.models import User

KNOWN_BROWSER = "known_browser"
#: What makes a browser known: a sign-in there, or a new password by mail where that is not all
#: that a sign-in takes. The second lets nobody guess at codes on the owner's budget.
PROOFS = SIGNED_IN, MAILBOX = KNOWN_BROWSER, "known_mailbox"
#: In the keys of counts.
KNOWN = "known browsers"

KNOWN_BROWSER_AGE = timedelta(days=365)


def remember_browser(
    response: HttpResponse, request: HttpRequest, user: User, *, proof: str = SIGNED_IN
) -> None:
    """
    Let the owner in from this browser while others guess at the account.

    The cookie signs nobody in. All known browsers of an account share one more budget
    of guesses, and are strangers again once all access of ``user`` ends.
    https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
    """
    if not is_known(request, user.get_username(), by=[proof]):
        response.set_cookie(
            _cookie(),
            links.make([user.pk, fingerprint(user, purpose=proof)], purpose=KNOWN_BROWSER),
            max_age=KNOWN_BROWSER_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def remember_mailbox(response: HttpResponse, request: HttpRequest, user: User) -> None:
    """
    Remember the browser of somebody who proved that the mailbox of ``user`` is theirs.

    They can sign in while others guess at the password. If a second factor is on, it is no
    more than that: the mailbox may be a thief's.
    """
    has_factor = any(kind.can_confirm(user) for kind in credentials.kinds())
    remember_browser(response, request, user, proof=MAILBOX if has_factor else SIGNED_IN)


def _cookie() -> str:
    return f"__Host-{KNOWN_BROWSER}" if settings.SESSION_COOKIE_SECURE else KNOWN_BROWSER


def is_known(request: HttpRequest, username: str, *, by: Collection[str] = PROOFS) -> bool:
    """Tell whether ``username`` is known in this browser, and all access has not ended."""
    user = owner_of(request, by=by)
    return user is not None and username_key(user.get_username()) == username_key(username)


def owner_of(request: HttpRequest, *, by: Collection[str] = PROOFS) -> User | None:
    """Return who is known in this browser; None if all of their access has ended since."""
    cookie = request.COOKIES.get(_cookie(), "")
    found = links.read(cookie, purpose=KNOWN_BROWSER, lifetime=KNOWN_BROWSER_AGE)
    if not isinstance(found, list) or len(found) != 2:  # of an earlier version, which had more
        return None
    pk, owner = found
    user: User | None = get_user_model().objects.filter(pk=pk).first()
    is_theirs = user is not None and any(is_fingerprint(owner, user, purpose=one) for one in by)
    return user if is_theirs else None


def password_guess(request: HttpRequest, username: str) -> Attempt:
    """
    One guess at the password of ``username``; a guess refused early fills no wider count.

    However a name is spelt, it counts as one, and no two accounts count together.
    """
    account, address = subject(username_key(username)), client_network(request)
    if is_known(request, username):
        return Attempt(("account_and_address", (KNOWN, account)))
    return Attempt(
        ("account_and_address", (account, address)),
        ("address", (address,)),
        ("account", (account,)),
    )
