"""``response_mode=form_post``: the answer is the body of a POST, and in no address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.oauth.redirects import csp_source


def form_post(
    request: HttpRequest, redirect_uri: str, answer: list[tuple[str, str]]
) -> HttpResponse:
    """
    Return a page with a form that leads to ``redirect_uri`` (OAuth 2.0 Form Post Response Mode).

    A script of the site sends it; without scripts the person presses the button. The policy
    of this one page lets forms go there.
    """
    context = {"redirect_uri": redirect_uri, "answer": answer}
    response = render(request, "oauth2_provider/form_post.html", context)
    response._csp_update = {"form-action": [csp_source(redirect_uri)]}  # type: ignore[attr-defined]  # django-csp reads it
    return response
