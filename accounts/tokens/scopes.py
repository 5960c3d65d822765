"""How far a token reaches: the scopes it was limited to, by the names that OAuth2 uses."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.conf import conf


def known() -> list[str]:
    """Return the scopes that a token can be limited to, in the order of the settings."""
    return list(conf.TOKEN_SCOPES)


def unknown(names: Iterable[str]) -> str:
    """Return why ``names`` are refused, with the scopes that are not."""
    if not known():
        return _("This site has no scopes (TOKEN_SCOPES): leave them out.")
    told = {"unknown": ", ".join(names), "known": ", ".join(known())}
    return _("Unknown: %(unknown)s. These exist: %(known)s.") % told


def join(scopes: Iterable[str] | None) -> str:
    """Return what ``Token.scope`` holds: sorted words, or "" for a token without bounds."""
    return " ".join(sorted(set(scopes or ())))


def split(scope: str) -> list[str] | None:
    """Return the scopes in ``Token.scope``; None where nothing bounds the token."""
    return scope.split() or None


def words(scope: str) -> list[str]:
    """Return what ``scope`` allows, in words for people if there are any."""
    return [str(conf.TOKEN_SCOPES.get(one, one)) for one in scope.split()]
