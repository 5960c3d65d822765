from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.tokens.models import Token


class TokenForm(forms.ModelForm):
    class Meta:
        model = Token
        fields = ["name", "expires_at"]
        widgets = {"expires_at": forms.DateTimeInput({"type": "datetime-local"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_expires_at(self):
        expires_at = self.cleaned_data["expires_at"]
        if expires_at and expires_at <= timezone.now():
            raise ValidationError(_("Choose a time in the future."), code="past")
        return expires_at
