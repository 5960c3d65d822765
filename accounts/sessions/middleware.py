from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

TOKEN_COOKIE = "token"  # noqa: S105  the pages' token mode keeps "<user id>:<key>" there


class SessionMiddleware(middleware.SessionMiddleware):
    """
    Django's, which renews the cookie when the end of the session's row moves on.

    Django renews it only when the session's data change. The browser would sign people out
    a fixed time after they signed in, however much they use the site.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        session: Any = getattr(request, "session", None)
        is_set = settings.SESSION_COOKIE_NAME in response.cookies
        if getattr(session, "is_renewed", False) and session.session_key and not is_set:
            response.set_cookie(
                settings.SESSION_COOKIE_NAME,
                session.session_key,
                max_age=session.get_expiry_age(),
                domain=settings.SESSION_COOKIE_DOMAIN,
                path=settings.SESSION_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=settings.SESSION_COOKIE_HTTPONLY,
                samesite=settings.SESSION_COOKIE_SAMESITE,  # type: ignore[arg-type]  # one of three words
            )
        return response


class TokenCookieMiddleware:
    """
    Drop the ``token`` cookie of a page that is shown to anybody but its owner.

    Scripts keep it for the pages' token mode. Somebody may sign out, or their session may
    end, without a script to clear it; the next person at this browser must not act as them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        held = request.COOKIES.get(TOKEN_COOKIE)
        # Programs send no cookie that they mean, and the API reads no session that it need not.
        if held is not None and getattr(request, "is_page", False):
            owner, _, key = held.partition(":")
            is_own = request.user.is_authenticated and owner == str(request.user.pk)
            if not (is_own and key):
                response.delete_cookie(TOKEN_COOKIE, samesite="Strict")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        request.is_page = not getattr(view, "csrf_exempt", False)  # type: ignore[attr-defined]  # our own mark
