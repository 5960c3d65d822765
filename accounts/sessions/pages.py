from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.conf import conf
from accounts.digests import digest
from accounts.limited import LimitedFormMixin
from accounts.negotiation import prefers_json
from accounts.pages import ShowsKinds
from accounts.passwords.guessing import remember_browser
from accounts.sessions.api import sign_in
from accounts.sessions.forms import SignInForm
from accounts.sessions.middleware import TOKEN_COOKIE
from accounts.tokens.models import Token


class SignInView(ShowsKinds, LimitedFormMixin, auth_views.LoginView):
    """The sign-in page. A script that posts JSON, or asks for it, is answered in JSON."""

    template_name = "accounts/sign_in.html"
    form_class = SignInForm
    extra_context = {"conf": conf}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return sign_in(request) if prefers_json(request) else super().post(request)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(response, self.request, form.get_user())
        return response


@method_decorator(never_cache, name="dispatch")
class SignOutView(auth_views.LogoutView):
    """GET asks, POST does: a link or an image elsewhere signs nobody out."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "accounts/sign_out.html")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        end_token_of_pages(request)
        response = super().post(request, *args, **kwargs)
        if prefers_json(request):
            response = HttpResponse(status=204)
        else:
            messages.success(request, _("You are signed out."))
        return forgetting(request, response)


def sign_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """End the session of this browser, as ``SignOutView`` does, and answer ``response``."""
    end_token_of_pages(request)
    logout(request)
    return forgetting(request, response)


def forgetting(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response.delete_cookie(TOKEN_COOKIE, samesite="Strict")
    rotate_token(request)  # pages that are still open in other tabs see by it that they are old
    return response


def end_token_of_pages(request: HttpRequest) -> None:
    """End the token in this browser's ``token`` cookie, which lives as long as the session."""
    owner, _sep, key = request.COOKIES.get(TOKEN_COOKIE, "").partition(":")
    if not request.user.is_authenticated or owner != str(request.user.pk):
        return
    now = timezone.now()
    mine = Token.objects.live(now=now).filter(user=request.user.pk, digest=digest(key))
    for token in mine:
        token.revoke(now=now)
