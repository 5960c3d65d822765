"""
The parameter ``claims`` (OpenID Connect Core §5.5): single claims that an application asks for.

A claim is told by its scope and by nothing else. So asking for ``email`` here asks the person for
the scope ``email``; claims that nobody can be asked for are ignored. Whether a claim is essential
changes nothing, but for ``acr``: see ``levels``. ``sub`` with values names the people who may be
meant: see ``people``.
"""

import json
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from accounts.oauth.openid import CLAIMS

PLACES = ("userinfo", "id_token")


def is_well_formed(text: str) -> bool:
    """Tell whether ``text`` is the JSON object of §5.5; members that are unknown are ignored."""
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(asked, dict):
        return False
    members = [member for place in PLACES if (member := asked.get(place)) is not None]
    if not all(isinstance(member, dict) for member in members):
        return False
    return all(_is_wish(wish) for member in members for wish in member.values())


def _is_wish(wish: Any) -> bool:
    """
    Tell whether ``wish`` is null, or an object with the members of §5.5.1 in their types.

    A value "MUST be a valid value for the Claim", and null is none of any claim (§5.3.2).
    """
    if wish is None:
        return True
    if not isinstance(wish, dict) or not isinstance(wish.get("essential", False), bool):
        return False
    values = wish.get("values", [])
    return isinstance(values, list) and None not in [*values, wish.get("value", "")]


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
