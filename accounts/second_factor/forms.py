from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.limited import LimitedForm
from accounts.passwords.otp import OtpInvalid
from accounts.people.models import User
from accounts.second_factor import asking, factors

CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(LimitedForm, forms.Form):
    """A code of the app or a recovery code; a wrong one counts as a guess."""

    otp = forms.CharField(
        label=_("Code"),
        max_length=factors.LONGEST_CODE,
        help_text=_("The six digits that your app shows, or one of your recovery codes."),
        widget=forms.TextInput(CODE | {"autofocus": True}),
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_otp(self) -> str:
        code: str = self.cleaned_data["otp"]
        with self.limited():
            if not asking.is_right(self.request, self.user, code, now=timezone.now()):
                raise ValidationError(OtpInvalid.default_detail, code=OtpInvalid.default_code)
        return code


class SetupForm(forms.Form):
    """The first code of an app. ``sealed`` is the secret that was shown, sealed for the person."""

    sealed = forms.CharField(max_length=255, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code"),
        max_length=factors.LONGEST_CODE,
        help_text=_("The six digits that the app shows now."),
        widget=forms.TextInput(CODE | {"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.codes: list[str] = []

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors:
            try:
                self.codes = factors.add_app(self.user, **given, now=timezone.now())
            except factors.WrongCode:
                text = _("This code does not fit. Check the clock of your device, and try again.")
                self.add_error("code", ValidationError(text, code="otp_invalid"))
        return given
