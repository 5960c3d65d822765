"""
Blots secrets out of texts that go to the log.

The texts hold what strangers send, and attackers send long headers in order to keep a
worker busy. So each expression takes a number of steps that grows with the length of
the text and no faster: possessive quantifiers (``++``) never go back, and a run of
characters is entered at its beginning alone. tests/web/test_regular_expressions.py
measures it.
"""

import re
from typing import Any

SHORTEST = 14  # characters that the shortest of the secrets below has
LONGEST = 2_000  # characters of a value; what a person reads of a log line
LONGEST_TRACEBACK = 16_000

_SECRETS = re.compile(
    r"(?P<hint>\bdar_\w{4})\w{6,}+"  # a token's key; its hint may stay
    r"|\b[0-9a-z]{4,13}+-[0-9a-f]{32,64}+\b"  # the token in a link to set a password
    r"|(?<![\w-])[\w-]++:[\w-]{6}:[\w-]{43}"  # what django.core.signing signed
)
_AFTER_SCHEME = re.compile(r"(?<=://)\S++")


def redact(value: Any) -> Any:
    """Return ``value`` without the secrets in its texts; all but numbers become text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): redact(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact(item) for item in value]
    return shortened(redacted(value if isinstance(value, str) else repr(value)), LONGEST)


def redacted(text: str) -> str:
    if "://" in text:
        text = _AFTER_SCHEME.sub(_without_password, text)
    if len(text) < SHORTEST:
        return text
    return _SECRETS.sub(lambda secret: f"{secret['hint'] or ''}…", text)


def shortened(text: str, longest: int) -> str:
    """Keep the beginning and the end, which say most. After redaction: half a secret is one."""
    if len(text) <= longest:
        return text
    return f"{text[: longest // 2]} … {text[-longest // 2 :]}"


def _without_password(url: re.Match[str]) -> str:
    """A password may hold any character: all up to the last @ of the word goes."""
    _credentials, at, rest = url[0].rpartition("@")
    return f"…@{rest}" if at else rest
