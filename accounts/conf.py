"""
The settings of ``accounts``, each with its default. They are read when they are used.

A project sets them by the same names in its own settings. ``checks`` refuses
values that cannot work.
"""

import os
from typing import Any

from django.conf import settings

__all__ = [
    "AUTHENTICATION_BACKENDS",
    "AUTH_USER_MODEL",
    "PASSWORD_HASHERS",
    "REST_FRAMEWORK",
    "SESSION_ENGINE",
]

DAY = 24 * 3600  # seconds

#: How often something may be tried: (attempts, seconds). ``attempts`` explains each count.
ATTEMPT_LIMITS = {
    "account_and_address": (10, 300),
    "address": (30, 300),
    "account": (50, 300),
    # Of each count above, one refusal is an event of its own, however many follow.
    "refusals_told": (1, 300),
    "mail_to": (3, 3600),
    "mail_from": (20, 3600),
    # Shorter than PASSWORD_RESET_TIMEOUT: while it is full, a link that works is in the mailbox.
    "mailbox": (10, 1800),
    "second_factor": (20, 3600),
    "sign_in_codes": (20, 3600),
    "passkey_start": (60, 300),
    # Mails that nobody asked for: warnings to one address, and word of a lock on one account.
    "notices": (20, 3600),
    "lock_notices": (1, 3600),
    "name_tries": (5, 3600),
    "social_start": (60, 300),
    "provider_token": (30, 300),
    "client_registration": (10, 3600),
    "client_document": (30, 300),
    "pushed_request": (600, 60),
}


# For a project's own settings, which may import them: docs/how-to/take-it-home.md.
AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "accounts.sessions.store"
AUTHENTICATION_BACKENDS: list[str] = ["accounts.passwords.backend.PasswordBackend"]
#: The first hasher makes new hashes; a hash of another is replaced at sign-in.
PASSWORD_HASHERS: list[str] = [
    "accounts.passwords.hashers.Argon2idPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
]
REST_FRAMEWORK = {
    # The first scheme writes the challenge of a 401. Session is last: it has
    # none, and DRF would answer 403 to callers without credentials.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.authentication.ExpiringTokenAuthentication",
        "accounts.sessions.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.IsAuthenticatedWithScope"],
}


class Conf:
    """Each property has the name of its setting."""

    @property
    def TOKEN_EXPIRE_TIME(self) -> int:
        """Seconds until a token is refused, > 0; a token may ask for less."""
        seconds: int = getattr(settings, "TOKEN_EXPIRE_TIME", 14 * DAY)
        return seconds

    @property
    def TOKEN_SCOPES(self) -> dict[str, Any]:
        """
        The scopes that a token can be limited to, each with words for people.

        They are OAuth2's own unless the project sets others. ``openid`` is left out:
        it asks for an ID token, and an API token gets none.
        """
        scopes = getattr(settings, "TOKEN_SCOPES", None)
        if scopes is None:
            scopes = getattr(settings, "OAUTH2_PROVIDER", {}).get("SCOPES", {})
        return {scope: words for scope, words in scopes.items() if scope != "openid"}

    @property
    def MAX_TOKENS(self) -> int:
        """The number of live tokens that a person can have, > 0."""
        number: int = getattr(settings, "MAX_TOKENS", 50)
        return number

    @property
    def MAX_SESSIONS(self) -> int:
        """The number of sessions that a person can have, > 0; the idlest make room."""
        number: int = getattr(settings, "MAX_SESSIONS", 100)
        return number

    @property
    def SESSION_ABSOLUTE_AGE(self) -> int:
        """Seconds after sign-in until a session ends, however much it is used."""
        seconds: int = getattr(settings, "SESSION_ABSOLUTE_AGE", 14 * DAY)
        return seconds

    @property
    def FRESH_SESSION_AGE(self) -> int:
        """Seconds after sign-in in which somebody without a password may change what matters."""
        seconds: int = getattr(settings, "FRESH_SESSION_AGE", 15 * 60)
        return seconds

    @property
    def SIGN_IN_CODES(self) -> bool:
        """Whether people sign in by a code that is mailed to their confirmed address."""
        is_on: bool = getattr(settings, "SIGN_IN_CODES", False)
        return is_on

    @property
    def SECURITY_MAILS(self) -> bool:
        """Whether people are warned by mail of what happens to their accounts."""
        is_on: bool = getattr(settings, "SECURITY_MAILS", True)
        return is_on

    @property
    def NAME_REUSE_DAYS(self) -> int:
        """The days for which nobody takes a name that somebody gave up or left behind, from 0."""
        days: int = getattr(settings, "NAME_REUSE_DAYS", 90)
        return days

    @property
    def NAME_CHANGE_DAYS(self) -> int:
        """The days from one change of a username to the next, from 0."""
        days: int = getattr(settings, "NAME_CHANGE_DAYS", 30)
        return days

    @property
    def PERSONAL_DATA(self) -> dict[str, str]:
        """
        What else the file "everything held about me" has: names, each with a dotted path.

        The path is that of a function that takes the user, and returns a list.
        """
        functions: dict[str, str] = getattr(settings, "PERSONAL_DATA", {})
        return functions

    @property
    def ATTEMPT_LIMITS(self) -> dict[str, tuple[int, int]]:
        """The defaults above, and what the project says otherwise."""
        return ATTEMPT_LIMITS | getattr(settings, "ATTEMPT_LIMITS", {})

    @property
    def REDIS_URL(self) -> str:
        """The Redis in which all processes count attempts; empty: each counts its share."""
        url: str = getattr(settings, "REDIS_URL", "")
        return url

    @property
    def WORKERS(self) -> int:
        """The number of processes that share a limit where there is no Redis."""
        workers: int = getattr(settings, "WORKERS", 1)
        return workers

    @property
    def HASHES_AT_ONCE(self) -> int:
        """The number of password hashes that all processes make at once: half the processors."""
        if (number := getattr(settings, "HASHES_AT_ONCE", None)) is not None:
            chosen: int = number
            return chosen
        # Those that this process may use; only Linux tells.
        mine = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
        return max(1, (len(mine) or os.cpu_count() or 1) // 2)

    @property
    def HASHES_PER_PROCESS(self) -> int:
        """The most of them that one process makes; no setting."""
        workers = self.WORKERS if isinstance(self.WORKERS, int) else 1
        return -(-self.HASHES_AT_ONCE // max(1, workers))

    @property
    def HASHES_WAITING(self) -> int:
        """The number of callers who wait for a hash in one process; more are told "busy"."""
        number: int = getattr(settings, "HASHES_WAITING", 16)
        return number


conf = Conf()
