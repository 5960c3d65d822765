"""
The settings of ``accounts``, each with its default. They are read when they are used.

A project sets them by the same names in its own settings. ``checks`` refuses
values that cannot work.
"""

from django.conf import settings

DAY = 24 * 3600  # seconds

#: How often something may be tried: (attempts, seconds). ``attempts`` explains each count.
ATTEMPT_LIMITS = {
    "account_and_address": (10, 300),
    "address": (30, 300),
    "account": (50, 300),
    "mail_to": (3, 3600),
    "mail_from": (20, 3600),
    "social_start": (60, 300),
    "provider_token": (30, 300),
}


class Conf:
    """Each property has the name of its setting."""

    @property
    def TOKEN_EXPIRE_TIME(self) -> int:
        """Seconds until a token is refused, > 0; a token may ask for less."""
        seconds: int = getattr(settings, "TOKEN_EXPIRE_TIME", 14 * DAY)
        return seconds

    @property
    def SESSION_ABSOLUTE_AGE(self) -> int:
        """Seconds after sign-in until a session ends, however much it is used."""
        seconds: int = getattr(settings, "SESSION_ABSOLUTE_AGE", 14 * DAY)
        return seconds

    @property
    def ATTEMPT_LIMITS(self) -> dict[str, tuple[int, int]]:
        """The defaults above, and what the project says otherwise."""
        return ATTEMPT_LIMITS | getattr(settings, "ATTEMPT_LIMITS", {})

    @property
    def REDIS_URL(self) -> str:
        """Where all processes count attempts together; empty: each counts its share."""
        url: str = getattr(settings, "REDIS_URL", "")
        return url

    @property
    def WORKERS(self) -> int:
        """The number of processes that share a limit where there is no Redis."""
        workers: int = getattr(settings, "WORKERS", 1)
        return workers


conf = Conf()
