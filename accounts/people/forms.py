from django import forms
from django.contrib.auth import forms as auth_forms
from django.utils.translation import gettext_lazy as _

from accounts.limited import MailingForm
from accounts.passwords.forms import CurrentPasswordForm
from accounts.people import timezones
from accounts.people.models import User


class RegistrationForm(MailingForm, auth_forms.SetPasswordMixin, forms.Form):
    """
    Asks what a user needs. Whether name and address are free is told by mail only.

    No ModelForm: that would say it here, to anybody.
    """

    username = User._meta.get_field("username").formfield(
        form_class=auth_forms.UsernameField, validators=[User.username_validator]
    )
    email = forms.EmailField(label=_("Email"), max_length=254)
    password1, password2 = auth_forms.SetPasswordMixin.create_password_fields()

    def clean(self):
        self.validate_passwords()
        asked = {name: self.cleaned_data.get(name, "") for name in ("username", "email")}
        self.validate_password_for_user(User(**asked), "password1")
        return super().clean()


class EmailForm(MailingForm, CurrentPasswordForm, forms.Form):
    """Ask for another address; it counts once its owner followed the link."""

    email = forms.EmailField(label=_("New email address"), max_length=254)
    password = forms.CharField(
        label=_("Current password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def clean_password(self):
        return self.check_password(self.request, self.request.user, self.cleaned_data["password"])


class TimeZoneForm(forms.ModelForm):
    """Takes the names that browsers use as well."""

    def __init__(self, data=None, *args, **kwargs):
        if data is not None:
            data = data.copy()
            data["time_zone"] = timezones.listed_name(data.get("time_zone", ""))
        super().__init__(data, *args, **kwargs)

    class Meta:
        model = User
        fields = ["time_zone"]
