"""The values that are believed of a provider's profile, checked before anything reads them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from social_core.backends.base import BaseAuth
from social_core.exceptions import AuthResponseError

MAX_LENGTH = 254  # characters of anything in a profile; the narrowest column's bound

JOINERS = "\u200c\u200d"
BLACK_FLAG = "\U0001f3f4"


def checked(provider: BaseAuth, name: str, value: Any) -> Any:
    """
    A flag, or a text that the database can hold.

    The id is taken as it is or not at all; the rest only describes the person.

    :raises AuthResponseError: when it is neither, or the id is missing.
    """
    is_id = name == provider.ID_KEY
    if isinstance(value, bool) and not is_id:
        return value
    if type(value) is int and is_id:
        value = str(value)
    text = "" if value is None else value
    is_good_id = isinstance(text, str) and text.isprintable() and 0 < len(text) <= MAX_LENGTH
    if not isinstance(text, str) or (is_id and not is_good_id):
        raise AuthResponseError(provider, claim=name, code="invalid_claim", stage="user_info")
    if name == "email":
        return text if _is_email(text) else ""
    return visible(text)[:MAX_LENGTH].rstrip(JOINERS)


def visible(text: str) -> str:
    """
    Return ``text`` without what cannot be seen, but with what holds one sign together.

    Joiners stay between two characters, as emoji, Persian and Sinhala need them; tags stay
    after a black flag, of which they make that of Scotland.
    """
    kept = []
    in_flag = False
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        is_tag = "\U000e0020" <= char <= "\U000e007f"
        in_flag = char == BLACK_FLAG or (in_flag and is_tag)
        joins = char in JOINERS and all(
            side.isprintable() and not side.isspace() for side in (before, after)
        )
        if char.isprintable() or joins or (is_tag and in_flag):
            kept.append(char)
    return "".join(kept)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= MAX_LENGTH
