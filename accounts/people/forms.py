from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.limited import LimitedForm
from accounts.people import renaming, timezones
from accounts.people.models import User


class UsernameForm(LimitedForm, forms.Form):
    """
    Another name, by the rules of registration.

    Whether somebody has it is told here: registration tells it in a mail. So few are tried.
    """

    username = User._meta.get_field("username").formfield(
        form_class=auth_forms.UsernameField,
        validators=[names.validate_username],
        label=_("New username"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_username(self) -> str:
        name: str = names.username(self.cleaned_data["username"])
        if name == self.user.username:
            raise ValidationError(_("This is your username already."), code="same")
        with self.limited():
            renaming.name_try(self.user).count()
        return name


class TimeZoneForm(forms.ModelForm):
    """Takes the names that browsers use as well."""

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            data["time_zone"] = timezones.listed_name(data.get("time_zone", ""))
        super().__init__(data, *args, **kwargs)

    class Meta:
        model = User
        fields = ["time_zone"]
