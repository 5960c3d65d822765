from typing import Any

from django.contrib.auth import authenticate
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template import loader

from accounts import mail
from accounts.ends import lock
from accounts.limited import LimitedForm, MailingForm
from accounts.people.models import User


class CurrentPasswordForm(LimitedForm):
    """Asking for the current password is a door like the others: guesses count."""

    #: As they were when the password was looked at: ``ends.lock`` compares.
    proved: User | None = None

    def check_password(self, request: HttpRequest, user: User, password: str) -> str:
        with self.limited():
            found = authenticate(request, username=user.get_username(), password=password)
        if found != user:
            raise ValidationError(
                auth_forms.PasswordChangeForm.error_messages["password_incorrect"],
                code="password_incorrect",
            )
        self.proved = found
        return password


class PasswordChangeForm(CurrentPasswordForm, auth_forms.PasswordChangeForm):
    def __init__(self, user: User, *args: Any, request: HttpRequest, **kwargs: Any):
        super().__init__(user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        return self.check_password(self.request, self.user, self.cleaned_data["old_password"])

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """:raises AccessEnded: when the old password was changed while it was looked at."""
        lock(self.proved)
        return super().save(commit)


class SetPasswordForm(auth_forms.SetPasswordForm):
    """A new password for whoever opened the link in the mail."""

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """:raises AccessEnded: when the link ended since it was looked at."""
        lock(self.user)
        return super().save(commit)


class PasswordResetForm(MailingForm, auth_forms.PasswordResetForm):
    """Django's form; its mail goes out beside the request."""

    def send_mail(self, subject_template, body_template, context, from_email, to_email, **kwargs):
        subject = loader.render_to_string(subject_template, context).strip()
        body = loader.render_to_string(body_template, context)
        mail.send_message(EmailMessage(subject, body, from_email, [to_email]))
