"""
How a person proved who they are when their session was opened, in the words of RFC 8176 (``amr``).

Whatever accepts a proof notes it on the request; ``opening`` keeps it in the session's data.
"""

from typing import Any

PASSWORD = "pwd"  # noqa: S105
#: Of an app, a recovery code, or one that was mailed.
CODE = "otp"
#: A passkey: a key, and its owner's presence. Whether hardware keeps the key is not known.
PASSKEY = ("pop", "user")
SEVERAL = "mfa"


def note(request: Any, *methods: str) -> None:
    """Add ``methods`` to what this request proved; of DRF's request too."""
    request = getattr(request, "_request", request)
    request.proved_by = list(dict.fromkeys([*noted(request), *methods]))


def noted(request: Any) -> list[str]:
    return getattr(request, "proved_by", [])
