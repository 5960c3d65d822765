from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import structlog
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import credentials, mail
from accounts.attempts import TooManyAttempts
from accounts.ends import Event, lock
from accounts.limited import LimitedForm, MailingForm
from accounts.names import email_key
from accounts.passwords.links import may_reset, reset_url
from accounts.people.models import User

logger = structlog.get_logger(__name__)


class CurrentPasswordForm(LimitedForm):
    """Asking for the current password is a door like the others: guesses count."""

    #: As they were when the password was looked at: ``ends.lock`` compares.
    proved: User

    def check_password(self, request: HttpRequest, user: User, password: str) -> str:
        with self.limited():
            given = {"username": user.get_username(), "password": password}
            found = authenticate(request, **given, again=True)
        if not isinstance(found, User) or found != user:
            raise ValidationError(
                auth_forms.PasswordChangeForm.error_messages["password_incorrect"],
                code="password_incorrect",
            )
        self.proved = found
        return password


class ConfirmForm(CurrentPasswordForm, forms.Form):
    """The current password, before something that a stolen session must not do."""

    password = forms.CharField(
        label=_("Current password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        user: Any = self.request.user
        return self.check_password(self.request, user, self.cleaned_data["password"])


class AlsoEndsForm(forms.Form):
    """Lists what an event leaves standing, and ends what the person ticks."""

    event: Event
    also = forms.MultipleChoiceField(
        label=_("End these as well"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them signs you in here. End any that you do not recognise."),
    )

    def offer(self, user: User) -> None:
        """Fill the choices, ``<kind>.<id>``; without any, there is no field."""
        also = self.fields["also"]
        assert isinstance(also, forms.MultipleChoiceField)  # noqa: S101  for mypy
        also.choices = credentials.choices(user, event=self.event, now=timezone.now())
        if not also.choices:
            del self.fields["also"]

    def end_chosen(self, user: User) -> None:
        """:raises CannotEnd: when one of those that were ticked has to stay."""
        chosen = self.cleaned_data.get("also", [])
        credentials.end_chosen(user, chosen, event=self.event, now=timezone.now())


class PasswordChangeForm(AlsoEndsForm, CurrentPasswordForm, auth_forms.PasswordChangeForm):
    event = Event.PASSWORD_CHANGED
    field_order = ["old_password", "new_password1", "new_password2", "also"]

    def __init__(self, user: User, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request
        self.offer(user)

    def clean_old_password(self) -> str:
        return self.check_password(self.request, self.user, self.cleaned_data["old_password"])

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """:raises AccessEnded: when the old password was changed while it was looked at."""
        lock(self.proved)
        user: User = super().save(commit)
        self.end_chosen(user)
        return user


class SetPasswordForm(AlsoEndsForm, auth_forms.SetPasswordForm):
    """A new password for whoever opened the link in the mail, or has none yet."""

    event = Event.PASSWORD_RESET
    field_order = ["new_password1", "new_password2", "also"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.offer(user)

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """:raises AccessEnded: when the link, or the session, ended since it was looked at."""
        lock(self.user)
        user: User = super().save(commit)
        self.end_chosen(user)
        return user


class PasswordResetForm(MailingForm, auth_forms.PasswordResetForm):
    """Mails a link; nothing in the answer, or in the time that it takes, tells to whom."""

    def count_mail(self, recipient: str) -> None:
        mail.mail_request(self.request, recipient).count()

    def get_users(self, email: str) -> Iterator[User]:
        """Return who gets a link: see ``may_reset``."""
        for user in User.objects.filter(email_key=email_key(email), is_active=True):
            if may_reset(user):
                yield user

    def save(  # type: ignore[override]  # Django sends more
        self, *, request: HttpRequest, **unused: Any
    ) -> None:
        try:
            mail.mailbox(self.cleaned_data["email"], what="password_reset").count()
        except TooManyAttempts:
            # Not a refusal: the links of the last minutes lie in the mailbox and work, so
            # that strangers who ask in somebody's name keep nobody from their account.
            logger.warning("mail held back", template="password_reset")
            return
        for user in self.get_users(self.cleaned_data["email"]):
            context = {"user": user, "url": reset_url(user, request)}
            mail.send("password_reset", context, to=user.email)
