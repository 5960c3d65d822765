"""The mail server's URL."""

from typing import Any

import environ

from config.environment.urls import masked, options_of, parsed, split
from config.environment.values import text, wrong

_MAIL_PORTS = {"smtp": 25, "smtps": 587, "smtp+tls": 587, "smtp+ssl": 465}
_OTHER_MAIL = {"consolemail", "dummymail", "filemail", "memorymail"}


def email_url(name: str, *, default: str, timeout: int) -> dict[str, Any]:
    """
    Return Django's EMAIL settings.

    :param timeout: seconds to wait for a mail server that says nothing.
    """
    remedy = "Use smtp+tls://user:password@host:587, filemail:///path or consolemail://."
    value = text(name, default)
    parts = split(name, value, remedy)
    if parts.scheme in _MAIL_PORTS:
        is_sound = bool(parts.hostname) and parts.path in {"", "/"}
    else:
        is_sound = parts.scheme in _OTHER_MAIL
        is_sound = is_sound and (parts.scheme != "filemail" or bool(parts.path.strip("/")))
    if not is_sound:
        raise wrong(name, masked(value), remedy)
    given = options_of(name, value, parts.query, "email")
    email = parsed(environ.Env.email_url_config, name, value.partition("?")[0], remedy)
    if value.startswith("filemail:///"):
        email["EMAIL_FILE_PATH"] = "/" + email["EMAIL_FILE_PATH"].lstrip("/")  # it came relative
    email["EMAIL_PORT"] = email["EMAIL_PORT"] or _MAIL_PORTS.get(parts.scheme, 25)
    return email | {"EMAIL_TIMEOUT": given.get("timeout", timeout)}
