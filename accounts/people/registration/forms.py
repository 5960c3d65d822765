from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.limited import MailingForm
from accounts.people.models import User


class ChoosePasswordForm(auth_forms.SetPasswordMixin, forms.Form):
    """The password of ``user``, who is not saved yet."""

    password1, password2 = auth_forms.SetPasswordMixin.create_password_fields()

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any] | None:
        self.validate_passwords()
        self.validate_password_for_user(self.user, "password1")
        return super().clean()


class RegistrationForm(MailingForm, forms.Form):
    """
    Asks for a name and an address. Whether they are free is told by mail only.

    No ModelForm: that would say it here, to anybody. The password is chosen where the
    mailed link leads, because a stranger may send this form with somebody's address.
    """

    username = User._meta.get_field("username").formfield(
        form_class=auth_forms.UsernameField, validators=[names.validate_username]
    )
    email = forms.EmailField(label=_("Email"), max_length=254)

    def clean(self) -> dict[str, Any] | None:
        self.judge_password()
        return super().clean()

    def judge_password(self) -> None:
        """
        Tell clients that send a password here already if it would not do; it is not kept.

        Many sites ask for one here, and so did this one.
        """
        if not {"password1", "password2"} & set(self.data):
            return
        asked = {name: self.cleaned_data.get(name, "") for name in ("username", "email")}
        form = ChoosePasswordForm(User(**asked), self.data)
        for errors in form.errors.values():
            self.add_error(None, list(errors))


class RegisterAgainForm(MailingForm, forms.Form):
    """Asks for the mail of a registration once more."""

    email = forms.EmailField(label=_("Email"), max_length=254)
