"""The caches that may keep an answer."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from web import refusals


class CacheMiddleware:
    """
    Keep answers that are for one caller out of the caches that many share.

    A view that sets ``Cache-Control`` knows better, and decides. Elsewhere:

    - nothing keeps a page that knows a person, not even the history of their own browser:
      the next person at it would see the page again after the sign-out;
    - other answers that depend on a cookie, and all answers of the API, are private, and
      a cache asks for them again each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_api = refusals.is_api(request)
        if is_api:
            patch_vary_headers(response, ["Authorization", "Cookie"])
        if response.has_header("Cache-Control"):
            return response
        if not is_api and knows_a_person(request):
            patch_cache_control(response, private=True, no_store=True)
        elif "cookie" in response.get("Vary", "").lower():
            patch_cache_control(response, private=True, no_cache=True)
        return response


def knows_a_person(request: HttpRequest) -> bool:
    """Tell whether the answer was made with a session in which somebody is signed in."""
    session = getattr(request, "session", None)
    # Without "accessed" this would load the session, for every answer.
    return session is not None and session.accessed and SESSION_KEY in session
