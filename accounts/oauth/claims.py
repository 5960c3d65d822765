"""
The parameter ``claims`` (OpenID Connect Core §5.5): single claims that an application asks for.

A claim is told by its scope and by nothing else. So asking for ``email`` here asks the person for
the scope ``email``; claims that nobody can be asked for are ignored. Whether a claim is essential
changes nothing, but for ``acr``: see ``levels``. ``sub`` with values names the people who may be
meant: see ``people``.
"""

import json
import re
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from accounts.oauth.openid import CLAIMS

PLACES = ("userinfo", "id_token")
RULE = "is not the JSON object of OpenID Connect Core 5.5"
WITHOUT = {"essential": False, "value": "", "values": []}  # as if it said so
#: Names of claims that an error description can repeat: others could be anything (RFC 6749 §5.2).
SHOWN = re.compile(r"[A-Za-z0-9_.:/#-]{1,100}+")


def fault_of(text: str) -> str | None:
    """
    Return why ``text`` is not the JSON object of §5.5, and which of its members; None if it is.

    Members that are unknown are ignored.
    """
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        return RULE
    if not isinstance(asked, dict):
        return RULE
    for place in PLACES:
        wishes = asked.get(place)
        if not isinstance(wishes, dict | None):
            return f"{RULE}: {place} is neither null nor an object"
        for name, wish in (wishes or {}).items():
            if fault := _fault_of_wish(wish):
                shown = name if SHOWN.fullmatch(name) else "*"
                return f"{RULE}: {place}.{shown}{fault}"
    return None


def _fault_of_wish(wish: Any) -> str | None:
    """
    Return why ``wish`` is neither null nor an object with the members of §5.5.1 in their types.

    A value "MUST be a valid value for the Claim", and null is none of any claim (§5.3.2).
    """
    if wish is None:
        return None
    if not isinstance(wish, dict):
        return " is neither null nor an object"
    essential, value, values = (wish.get(name, WITHOUT[name]) for name in WITHOUT)
    if not isinstance(essential, bool):
        return ".essential is neither true nor false"
    if value is None:
        return ".value is null"
    if not isinstance(values, list):
        return ".values is null" if values is None else ".values is not a list"
    return ".values has a null" if None in values else None


def of_id_token(text: str | None) -> dict[str, dict[str, Any]]:
    """Return the claims that well-formed ``text`` asks for in the ID token, each with its wish."""
    return {name: wish or {} for name, wish in _member(text, "id_token").items()}


def people(text: str | None) -> list[set[str]]:
    """
    Return a set of each ``sub`` that well-formed ``text`` names with values: one of it is meant.

    §3.1.2.2 asks it of that for the ID token. That for userinfo is about the same person. A value
    that is no text is nobody's.
    """
    wishes = [_member(text, place).get("sub") or {} for place in PLACES]
    limits = [wish for wish in wishes if {"value", "values"} & wish.keys()]
    return [{value for value in values_of(wish) if isinstance(value, str)} for wish in limits]


def scopes_for(text: str | None) -> list[str]:
    """Return the scopes that tell the claims which well-formed ``text`` asks for."""
    names = [name for place in PLACES for name in _member(text, place) if name in CLAIMS]
    return list(dict.fromkeys(OAuth2Validator.oidc_claim_scope[name] for name in names))


def values_of(wish: dict[str, Any]) -> list[Any]:
    """Return the values that would do, ``value`` or ``values``; empty if any would."""
    return [wish["value"]] if "value" in wish else wish.get("values", [])


def _member(text: str | None, place: str) -> dict[str, Any]:
    member: dict[str, Any] = json.loads(text or "{}").get(place) or {}
    return member
