"""
The language in which a person reads the site. Mails to them are in it, whoever causes one.

It is that of the browser in which they last signed in, or the one that they chose since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language_from_request
from django.views.i18n import set_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.people.models import User


def note(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """
    Note the language that the request asks for; receives ``user_logged_in``.

    A script that asks for none leaves the one that is known.
    """
    if request is not None and _asks_for_one(request):
        keep(user, get_language_from_request(request))


def _asks_for_one(request: HttpRequest) -> bool:
    is_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return is_chosen or request.headers.get("Accept-Language", "*") != "*"


def keep(user: User, language: str) -> None:
    if user.language != language and language in dict(settings.LANGUAGES):
        user.language = language
        user.save(update_fields=["language"])


def choose(request: HttpRequest) -> HttpResponse:
    """Django's own view, for people who are signed in as well."""
    response = set_language(request)
    if request.method == "POST" and request.user.is_authenticated:
        keep(request.user, request.POST.get("language", ""))
    return response
