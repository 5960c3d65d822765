"""Texts, numbers and switches."""

import os

from django.core.exceptions import ImproperlyConfigured

ON = {"on", "true", "yes", "1"}
OFF = {"off", "false", "no", "0"}


def wrong(name: str, value: str, remedy: str) -> ImproperlyConfigured:
    """Name the value; an address such as ``https://u:p@host`` without its password."""
    scheme, separator, rest = value.partition("://")
    shown = f"{scheme}{separator}…@{rest.rpartition('@')[2]}" if "@" in rest else value
    return ImproperlyConfigured(f"{name}={shown!r} is not valid. {remedy}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required_text(name: str, remedy: str) -> str:
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value


def words(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """Split at commas, without blanks. A text of commas alone is refused."""
    value = text(name)
    found = [word.strip() for word in value.split(",") if word.strip()]
    if value and not found:
        raise wrong(name, value, "It lists nothing: leave it out, or write a name.")
    return found or list(default)


def boolean(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in ON | OFF:
        raise wrong(name, value, "Set it to on or off.")
    return value in ON


def integer(name: str, *, default: int, minimum: int, maximum: int, remedy: str) -> int:
    value = text(name)
    if not value:
        return default
    number = whole(value)
    if number is None or not minimum <= number <= maximum:
        raise wrong(name, value, remedy)
    return number


def whole(text: str) -> int | None:
    """Read digits alone: int() also takes other scripts, underscores and signs."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def port() -> int:
    """Return the port on which ``bin/run`` and ``bin/serve`` listen."""
    return integer(
        "PORT",
        default=8000,
        minimum=1,
        maximum=65535,
        remedy="Set it to a free port, from 1 to 65535.",
    )
