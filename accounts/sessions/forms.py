from typing import Any

from django.contrib.auth import forms as auth_forms

from accounts.limited import LimitedForm


class SignInForm(LimitedForm, auth_forms.AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:  # the second time it is the password that is typed again
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True

    def clean(self) -> Any:
        with self.limited():
            return super().clean()
