"""The address of the site itself."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from config.environment.addresses import ascii_host, origin_of
from config.environment.values import port, text, wrong


def issuer(name: str, *, allowed: list[str], https: bool) -> str:
    """
    Return the site's own address, such as ``https://polls.example.com``.

    Discovery documents, redirects and links in mails are made of it, and of no request's
    Host header: a client chooses that, and a cache would hand its choice to others.

    Without the variable it is the first of ``allowed``, those of ALLOWED_HOSTS.
    """
    remedy = "Set it to this site's own address, such as https://polls.example.com."
    value = text(name)
    if not value:
        return _usual_issuer(name, remedy, allowed=allowed, https=https)
    if (origin := origin_of(value)) is None:
        raise wrong(name, value, remedy)
    if origin != value:
        raise wrong(name, value, f"Write it as {origin}: clients compare it as text.")
    if https and not value.startswith("https:"):
        raise wrong(name, value, "HTTPS is on, so it begins with https://.")
    host = ascii_host(urlsplit(value))
    if allowed and not validate_host(host, allowed):
        raise wrong(name, value, f"ALLOWED_HOSTS does not have {host}: add it there.")
    return value


def _usual_issuer(name: str, remedy: str, *, allowed: list[str], https: bool) -> str:
    full = [host.lower() for host in allowed if not host.startswith(".")]
    if allowed and not full:
        raise ImproperlyConfigured(
            f"{name} is not set, and ALLOWED_HOSTS has no full name. {remedy}"
        )
    host = full[0] if full else "localhost"
    if https:
        return f"https://{host}"
    return f"http://{host}" if port() == 80 else f"http://{host}:{port()}"
