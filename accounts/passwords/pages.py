from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limited import LimitedFormMixin, RequestFormMixin
from accounts.negotiation import prefers_json
from accounts.passwords import forms
from accounts.passwords.guessing import remember_browser, remember_mailbox
from accounts.passwords.links import reset_links
from accounts.people.models import User
from accounts.programs import TakesJSON
from accounts.sessions.fresh import FreshSessionMixin


class PasswordChangeView(
    FreshSessionMixin,
    TakesJSON,
    LoginRequiredMixin,
    LimitedFormMixin,
    auth_views.PasswordChangeView,
):
    """
    Change my password: everything else that acts as me ends, this session goes on.

    Somebody who came by a social account sets their first one here.
    """

    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("accounts:password_change_done")
    said = gettext_lazy("Your password has changed, and all other access has ended.")

    def get_form_class(self) -> type[Any]:
        has_one = self.request.user.has_usable_password()
        return forms.PasswordChangeForm if has_one else forms.SetPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        asks = self.get_form_class() is forms.PasswordChangeForm
        return super().get_form_kwargs() | ({"request": self.request} if asks else {})

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(response, self.request, form.user)
        return response


class PasswordResetView(TakesJSON, RequestFormMixin, auth_views.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = forms.PasswordResetForm
    success_url = reverse_lazy("accounts:password_reset_sent")
    token_generator = reset_links
    said = gettext_lazy(
        "If there is an account with that address, a link is on its way, or was sent "
        "there in the last minutes. It works for an hour."
    )
    said_status = 202


class PasswordResetConfirmView(TakesJSON, auth_views.PasswordResetConfirmView):
    """
    Set a new password by the link in the mail.

    Between the link and the form, Django keeps the link's token in the session, where staff
    or a dump of the database could read it. Here the browser alone keeps it, in a cookie. A
    program posts to the link itself.
    """

    template_name = "accounts/password_reset_confirm.html"
    form_class = forms.SetPasswordForm
    success_url = reverse_lazy("accounts:password_reset_done")
    token_generator = reset_links
    said = gettext_lazy("Your password is set, and all earlier access has ended.")

    def dispatch(
        self, request: HttpRequest, *args: Any, uidb64: str, token: str
    ) -> HttpResponseBase:
        is_program = request.method == "POST" and prefers_json(request)
        held = token if is_program else request.COOKIES.get(_token_cookie())
        if held:
            request.session[INTERNAL_RESET_SESSION_TOKEN] = held
        if is_program:
            token = self.reset_url_token
        try:
            response = super().dispatch(request, *args, uidb64=uidb64, token=token)
        finally:  # before the session is saved
            opened = request.session.pop(INTERNAL_RESET_SESSION_TOKEN, None)
        if is_program:
            return response if self.validlink else _dead_link()
        if opened and opened != held:
            _keep(response, opened)
        elif held and not opened:
            response.delete_cookie(_token_cookie(), samesite="Lax")
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if self.request.session.get(SESSION_KEY) == str(form.user.pk):
            logout(self.request)  # that session has ended; saving it would fail
        # Guessers must not keep them out now.
        remember_mailbox(response, self.request, User.objects.get(pk=form.user.pk))
        return response


def _dead_link() -> HttpResponse:
    detail = _("This link was used, or is too old. Ask for a new one.")
    return JsonResponse({"detail": detail, "code": "link_ended"}, status=400)


def _keep(response: HttpResponseBase, token: str) -> None:
    response.set_cookie(
        _token_cookie(),
        token,
        max_age=settings.PASSWORD_RESET_TIMEOUT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",  # Strict would be missing: the person comes from their mail
    )


def _token_cookie() -> str:
    return "__Host-password_reset" if settings.SESSION_COOKIE_SECURE else "password_reset"
