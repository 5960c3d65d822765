from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.forms import (
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.people.models import User

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    _UserChangeForm = UserChangeForm[User]
else:
    _UserChangeForm = UserChangeForm


class PasswordState(ReadOnlyPasswordHashWidget):
    """Tells whether there is a password. Django's shows the beginning of its hash."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if value and is_password_usable(value):
            context["summary"] = [{"label": _("A password is set.")}]
        return context


class PasswordStateAlone(PasswordState):
    """For staff who may not set the password: Django's button would lead them to a refusal."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        summary = self.get_context(name, value, attrs)["summary"]
        return format_html_join(" ", "{}", ((entry["label"],) for entry in summary))


class UserForm(_UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordState)


class UserToRead(_UserChangeForm):
    password = ReadOnlyPasswordHashField(label=_("Password"), widget=PasswordStateAlone)
