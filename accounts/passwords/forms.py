from django.contrib.auth import authenticate
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.template import loader

from accounts import mail
from accounts.limited import LimitedForm, MailingForm


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


class PasswordResetForm(MailingForm, auth_forms.PasswordResetForm):
    """Django's form; its mail goes out beside the request."""

    def send_mail(self, subject_template, body_template, context, from_email, to_email, **kwargs):
        subject = loader.render_to_string(subject_template, context).strip()
        body = loader.render_to_string(body_template, context)
        mail.send_message(EmailMessage(subject, body, from_email, [to_email]))
