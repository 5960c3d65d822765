from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.limited import MailingForm
from accounts.passwords.forms import CurrentPasswordForm
from accounts.people.models import User


class EmailForm(MailingForm, CurrentPasswordForm, forms.Form):
    """Ask for another address; it counts once its owner confirmed it."""

    mails = "email"
    email = forms.EmailField(label=_("New email address"), max_length=254)
    password = forms.CharField(
        label=_("Current password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        return self.check_password(self.request, self.user, self.cleaned_data["password"])
