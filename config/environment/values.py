"""Texts, numbers and switches."""

import os

from django.core.exceptions import ImproperlyConfigured

ON = {"on", "true", "yes", "1"}
OFF = {"off", "false", "no", "0"}
_REMEDY = "Set it to 50 or more random characters, the same on every node."


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


def secret_key(name: str, *, strict: bool) -> str:
    """
    Return the key that signs sessions and links. ``strict`` refuses what can be guessed.

    The bounds are those of Django's check W009, which only warns.
    """
    value = required_text(name, _REMEDY)
    if strict and is_weak(value):
        raise wrong(name, "…", f"It is too weak. {_REMEDY}")
    return value


def old_secret_keys(name: str, *, besides: str, strict: bool) -> list[str]:
    """
    Return the keys, separated by commas, that still verify and sign nothing new.

    Each is held to the rules of the key in ``besides``, which must not be among them: it would
    not be an old one, and would go on after it is taken out there.
    """
    keys = words(name)
    if strict and any(map(is_weak, keys)):
        raise wrong(name, "…", f"A key in it is too weak. {_REMEDY}")
    if text(besides) in keys or len(set(keys)) < len(keys):
        raise wrong(name, "…", f"List each old key once, and not the one in {besides}.")
    return keys


def is_weak(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 5 or "insecure" in key


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
