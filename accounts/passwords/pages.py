from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse_lazy

from accounts.limited import LimitedFormMixin, RequestFormMixin
from accounts.passwords import forms
from accounts.passwords.guessing import remember_browser


class PasswordChangeView(LimitedFormMixin, auth_views.PasswordChangeView):
    """Change my password: everything else that acts as me ends, this session goes on."""

    template_name = "accounts/password_change.html"
    form_class = forms.PasswordChangeForm
    success_url = reverse_lazy("accounts:password_change_done")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: forms.PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        remember_browser(response, self.request, form.user)
        return response


class PasswordResetView(RequestFormMixin, auth_views.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = forms.PasswordResetForm
    email_template_name = "accounts/email/password_reset.txt"
    subject_template_name = "accounts/email/password_reset_subject.txt"
    success_url = reverse_lazy("accounts:password_reset_sent")


class PasswordResetConfirmView(auth_views.PasswordResetConfirmView):
    """
    Set a new password by the link in the mail.

    Between the link and the form, Django keeps the link's token in the session, where staff
    or a dump of the database could read it. Here the browser alone keeps it, in a cookie.
    """

    template_name = "accounts/password_reset_confirm.html"
    form_class = forms.SetPasswordForm
    success_url = reverse_lazy("accounts:password_reset_done")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = request.COOKIES.get(_token_cookie())
        if held:
            request.session[INTERNAL_RESET_SESSION_TOKEN] = held
        try:
            response = super().dispatch(request, *args, **kwargs)
        finally:  # before the session is saved
            token = request.session.pop(INTERNAL_RESET_SESSION_TOKEN, None)
        if token and token != held:
            response.set_cookie(
                _token_cookie(),
                token,
                max_age=settings.PASSWORD_RESET_TIMEOUT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",  # Strict would be missing: the person comes from their mail
            )
        elif held and not token:
            response.delete_cookie(_token_cookie(), samesite="Lax")
        return response


def _token_cookie() -> str:
    return "__Host-password_reset" if settings.SESSION_COOKIE_SECURE else "password_reset"
