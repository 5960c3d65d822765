"""
One limit on guessing passwords, over every door that takes one.

``backends.PasswordBackend`` asks here before it looks at a password, so the
form, JSON sign-in, ``get_auth_token``, basic authentication, the admin and the
OAuth2 password grant share the same three counts (``settings.ATTEMPT_LIMITS``):

- ``account_and_address`` stops the plain guesser, and nobody else;
- ``address`` stops one host that tries many accounts; a success does not reset it;
- ``account`` stops many hosts that try one account. It alone can lock the owner
  out, so a browser in which they signed in before is counted by itself.

A guess is counted before the password is checked and given back if it was
right: of a burst of parallel guesses, exactly the limit gets through.

The windows are fixed: they begin with the first attempt and end together.
"""

import hashlib
import ipaddress
import math
import time
from functools import lru_cache
from secrets import token_urlsafe
from threading import Lock
from typing import Any

import structlog
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from limits import RateLimitItemPerSecond
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.exceptions import Throttled

logger = structlog.get_logger(__name__)

KNOWN_BROWSER = "known_browser"
KNOWN_BROWSER_AGE = 365 * 24 * 3600  # seconds
REDIS_TIMEOUT = 0.3  # seconds; past it, this process counts by itself


_opening = Lock()


class TooManyAttempts(Throttled):
    default_detail = _("Too many attempts.")
    # Lazy, which DRF formats as well and its stubs do not know.
    extra_detail_singular = _("Try again in {wait} second.")  # type: ignore[assignment]
    extra_detail_plural = _("Try again in {wait} seconds.")  # type: ignore[assignment]


# Who is asking ----------------------------------------------------------------


def client_address(request: HttpRequest) -> str | None:
    """
    The address to count and to log; IPv6 without its zone.

    Each trusted proxy appends the address that it saw, so with n of them the
    n-th from the right is the last one that is not the client's own words.
    """
    address = request.META.get("REMOTE_ADDR")
    hops = settings.TRUSTED_PROXY_COUNT
    if hops:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= hops and forwarded != [""]:
            address = forwarded[-hops].strip()
    try:
        return str(ipaddress.ip_address((address or "").partition("%")[0]))
    except ValueError:
        return None


def _network(address: str | None) -> str:
    """What one guesser commands: an IPv4 address, or a whole IPv6 /64."""
    if address is None:
        return "unknown"
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((int(ip), 64), strict=False))


def _account(username: str) -> str:
    """
    A name of bounded length for an account, known or not.

    Spelt exactly as the look-up takes it: were two accounts one here, the owner
    of "maßimo" would be a known browser of "massimo".
    """
    return hashlib.sha256(username.encode(errors="surrogatepass")).hexdigest()[:32]


# The browser in which the owner signed in before -------------------------------


def remember_browser(response: HttpResponse, request: HttpRequest, username: str) -> None:
    """
    Let the owner in from this browser while others guess at the account.

    The cookie signs nobody in. Stolen, it buys ``account_and_address`` guesses.
    https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
    """
    if _known_browser(request, username) is None:
        response.set_cookie(
            _known_browser_cookie(),
            signing.dumps([_account(username), token_urlsafe(12)], salt=KNOWN_BROWSER),
            max_age=KNOWN_BROWSER_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )


def _known_browser_cookie() -> str:
    return f"__Host-{KNOWN_BROWSER}" if settings.HTTPS else KNOWN_BROWSER


def _known_browser(request: HttpRequest, username: str) -> str | None:
    cookie = request.COOKIES.get(_known_browser_cookie(), "")
    try:
        account, browser = signing.loads(cookie, salt=KNOWN_BROWSER, max_age=KNOWN_BROWSER_AGE)
    except (signing.BadSignature, ValueError):
        return None
    return browser if account == _account(username) else None


# Counting ---------------------------------------------------------------------


class Attempt:
    """
    Something that may be tried so often: ``count()`` it first, ``give_back()`` if it was right.

    Over several workers without Redis each counts for itself, with its share
    of the limit.
    """

    def __init__(self, *counts: tuple[str, tuple[str, ...]]):
        """Count under each (name in ``settings.ATTEMPT_LIMITS``, who); the narrowest first."""
        self.counts = counts
        self.counted: list[tuple[Storage, str, int]] = []

    def count(self) -> None:
        """:raises TooManyAttempts: when one of the counts is full; none grows then."""
        try:
            self._count_in(_storage(settings.REDIS_URL))
        except StorageError:
            logger.warning("redis is away: attempts are counted in this process")
            self._count_in(_storage(""))

    def _count_in(self, storage: Storage) -> None:
        share = settings.WORKERS if isinstance(storage, MemoryStorage) else 1
        limiter = FixedWindowRateLimiter(storage)
        self.counted = []
        for name, key in self.counts:
            amount, seconds = settings.ATTEMPT_LIMITS[name]
            item = RateLimitItemPerSecond(max(1, amount // share), seconds, namespace=name)
            if not limiter.hit(item, *key):
                self.give_back()
                reset_at = limiter.get_window_stats(item, *key).reset_time
                raise TooManyAttempts(wait=max(1, math.ceil(reset_at - time.time())))
            self.counted.append((storage, item.key_for(*key), seconds))

    def give_back(self) -> None:
        """Take back what ``count`` added: the password was right, or never looked at."""
        for storage, key, seconds in self.counted:
            try:
                # A window that ended meanwhile must not begin again below zero.
                if storage.get(key) > 0:
                    storage.incr(key, seconds, amount=-1)
            except StorageError:
                logger.warning("redis is away: a right attempt stays counted")


class ExactMemoryStorage(MemoryStorage):
    """
    limits forgets a first count when a second thread comes between it and its expiry.

    One more guess would get through in a burst; a lock around the whole is enough.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.counting = Lock()

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        with self.counting:
            return super().incr(key, expiry, amount)


def password_guess(request: HttpRequest, username: str) -> Attempt:
    """One guess at the password of ``username``; a guess refused early fills no wider count."""
    if browser := _known_browser(request, username):
        return Attempt(("account_and_address", ("browser", browser)))
    account, address = _account(username), _network(client_address(request))
    return Attempt(
        ("account_and_address", (account, address)),
        ("address", (address,)),
        ("account", (account,)),
    )


def secret_guess(request: HttpRequest, client_id: str) -> Attempt:
    """
    One guess at an application's secret, which is random: no count spans all addresses.

    An address's count is not the one of passwords: those that people mistype at
    an application all come from its address, and must not keep it out as well.
    """
    client, address = _account(f"client:{client_id}"), _network(client_address(request))
    return Attempt(("account_and_address", (client, address)), ("address", ("secrets", address)))


def mail_request(request: HttpRequest, recipient: str) -> Attempt:
    """One mail that a stranger makes us send: bounded for them, and for who gets it."""
    return Attempt(
        ("mail_to", (_account(recipient.casefold()),)),
        ("mail_from", (_network(client_address(request)),)),
    )


def social_start(request: HttpRequest) -> Attempt:
    """One sign-in begun at a provider; each leaves rows until it is finished or swept."""
    return Attempt(("social_start", (_network(client_address(request)),)))


def provider_token(request: HttpRequest, client_id: str) -> Attempt:
    """One provider's token that an application wants converted: we call out to look at it."""
    client, address = _account(f"client:{client_id}"), _network(client_address(request))
    return Attempt(("provider_token", (client, address)))


def _storage(redis_url: str) -> Storage:
    """Where attempts are counted; connects when first used, after the workers forked."""
    with _opening:  # lru_cache alone would let two first threads open one each
        return _open_storage(redis_url)


@lru_cache
def _open_storage(redis_url: str) -> Storage:
    if not redis_url:
        return ExactMemoryStorage()
    return RedisStorage(
        redis_url,
        wrap_exceptions=True,
        key_prefix="attempts",
        socket_timeout=REDIS_TIMEOUT,
        socket_connect_timeout=REDIS_TIMEOUT,
        # Handed on to redis-py, which would try for seconds, sign-in waiting.
        retry=Retry(NoBackoff(), 0),  # type: ignore[arg-type]
    )
