"""
The schemes by which callers are let in, as ``DEFAULT_AUTHENTICATION_CLASSES`` lists them.

That setting is the only list of schemes: what needs one asks here.
"""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.settings import api_settings


def names() -> list[str]:
    """Return the name of each scheme that is on, such as ``token`` and ``session``."""
    schemes: Any = api_settings.DEFAULT_AUTHENTICATION_CLASSES  # classes; the stubs say names
    return [name_of(scheme) for scheme in schemes]


def name_of(scheme: type[BaseAuthentication]) -> str:
    """Return the keyword of the ``Authorization`` header, or else the name of the class."""
    keyword: str = getattr(scheme, "keyword", "")
    return (keyword or scheme.__name__.removesuffix("Authentication")).lower()


def refusal_of(key: str, request: Any, *, by: BaseAuthentication) -> str:
    """
    Return the words in which the scheme ``by`` refuses ``key``.

    They name the right keyword if ``key`` belongs to another scheme of ``request``,
    which tells by a method ``is_own(key)``.
    """
    for scheme in getattr(request, "authenticators", ()):
        is_own = getattr(scheme, "is_own", None)
        if type(scheme) is not type(by) and is_own and is_own(key):
            keyword: str = scheme.keyword
            return _("Invalid token. Send this one as: Authorization: %s <key>") % keyword
    return _("Invalid token")
