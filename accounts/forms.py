from contextlib import contextmanager

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mail, timezones
from accounts.models import Token, User
from accounts.throttling import TooManyAttempts, mail_request


class LimitedForm:
    """A form that counts attempts: too many are an error in words, and ``refusal``."""

    refusal: TooManyAttempts | None = None

    @contextmanager
    def limited(self):
        try:
            yield
        except TooManyAttempts as refusal:
            self.refusal = refusal
            raise ValidationError(str(refusal.detail), code="throttled") from refusal


class SignInForm(LimitedForm, auth_forms.AuthenticationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:  # the second time it is the password that is typed again
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True

    def clean(self):
        with self.limited():
            return super().clean()


class CurrentPasswordForm(LimitedForm):
    """Asking for the current password is a door like the others: guesses count."""

    def check_password(self, request, user, password: str) -> str:
        with self.limited():
            found = authenticate(request, username=user.get_username(), password=password)
        if found != user:
            raise ValidationError(
                auth_forms.PasswordChangeForm.error_messages["password_incorrect"],
                code="password_incorrect",
            )
        return password


class PasswordChangeForm(CurrentPasswordForm, auth_forms.PasswordChangeForm):
    def __init__(self, user, *args, request, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.request = request

    def clean_old_password(self):
        return self.check_password(self.request, self.user, self.cleaned_data["old_password"])


class MailingForm(LimitedForm):
    """A form that has a stranger's mail sent, so many to one address and by one."""

    request = None

    def clean(self):
        cleaned = super().clean()
        if not self.errors:  # a form that is sent again and again until it is right costs nothing
            with self.limited():
                mail_request(self.request, self.cleaned_data["email"]).count()
        return cleaned


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


class PasswordResetForm(MailingForm, auth_forms.PasswordResetForm):
    """Django's form; its mail goes out beside the request."""

    def send_mail(self, subject_template, body_template, context, from_email, to_email, **kwargs):
        subject = loader.render_to_string(subject_template, context).strip()
        body = loader.render_to_string(body_template, context)
        mail.send_message(EmailMessage(subject, body, from_email, [to_email]))


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
