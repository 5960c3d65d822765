"""
The schemes by which callers are let in, as ``DEFAULT_AUTHENTICATION_CLASSES`` lists them.

That setting is the only list of schemes: what needs one asks here.
"""

from rest_framework.authentication import BaseAuthentication
from rest_framework.settings import api_settings


def names() -> list[str]:
    """Return the name of each scheme that is on, such as ``token`` and ``session``."""
    return [name_of(scheme) for scheme in api_settings.DEFAULT_AUTHENTICATION_CLASSES]


def name_of(scheme: type[BaseAuthentication]) -> str:
    """Return the keyword of the ``Authorization`` header, or else the name of the class."""
    keyword: str = getattr(scheme, "keyword", "")
    return (keyword or scheme.__name__.removesuffix("Authentication")).lower()
