from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import DeviceGrant

from accounts.limited import LimitedForm
from accounts.oauth.attempts import code_guess
from accounts.oauth.device import codes


class CodeForm(LimitedForm, forms.Form):
    """The code that the program shows; ``row`` is what it stands for."""

    request: HttpRequest
    row: DeviceGrant

    user_code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Eight letters, as in WDJB-MJHT. The program shows it."),
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def clean_user_code(self) -> Any:
        """Count each guess, and give it back if it was right."""
        guess = code_guess(self.request)
        with self.limited():
            guess.count()
        row = codes.waiting(codes.typed(self.cleaned_data["user_code"]), now=timezone.now())
        if row is None:
            raise ValidationError(
                _(
                    "There is no such code, or it has expired or was used. Look at the program "
                    "again."
                ),
                code="unknown",
            )
        guess.give_back()
        self.row = row
        return codes.shown(row.user_code)
