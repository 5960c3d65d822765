from django.contrib.auth import views as auth_views
from django.urls import reverse_lazy

from accounts.limited import LimitedFormMixin, RequestFormMixin
from accounts.passwords import forms


class PasswordChangeView(LimitedFormMixin, auth_views.PasswordChangeView):
    """Change my password: everything else that acts as me ends, this session goes on."""

    template_name = "accounts/password_change.html"
    form_class = forms.PasswordChangeForm
    success_url = reverse_lazy("accounts:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}


class PasswordResetView(RequestFormMixin, auth_views.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = forms.PasswordResetForm
    email_template_name = "accounts/email/password_reset.txt"
    subject_template_name = "accounts/email/password_reset_subject.txt"
    success_url = reverse_lazy("accounts:password_reset_sent")


class PasswordResetConfirmView(auth_views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:password_reset_done")
