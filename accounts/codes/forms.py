from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from accounts import mail
from accounts.codes import one_time
from accounts.codes.attempts import code_guess, code_mail
from accounts.codes.models import SignInCode
from accounts.codes.waiting import Waiting
from accounts.events import get_logger
from accounts.limited import LimitedForm, MailingForm
from accounts.passwords.otp import OtpRequired, password_accepted
from accounts.people.models import User
from accounts.sessions import methods

logger = get_logger(__name__)

LONGEST = 32  # characters, with the blanks and hyphens that people type


class CodeInvalid(APIException):
    status_code = 400
    default_code = "code_invalid"
    default_detail = _("This code is wrong, too old, or was used before. Ask for a new one.")


class AskForm(MailingForm, forms.Form):
    """Mails a code; nothing in the answer, or in the time that it takes, tells to whom."""

    email = forms.EmailField(
        label=_("Email"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )

    def count_mail(self, recipient: str) -> None:
        code_mail(self.request, recipient).count()

    def save(self, waiting: Waiting, *, before: Waiting | None) -> None:
        """Mail a code for the browser of ``waiting``; the one that it had ``before`` ends."""
        one_time.end(before.browser if before else waiting.browser)
        user = one_time.user_of(waiting.email)
        code = one_time.make(user, waiting.browser, now=timezone.now())
        if user:
            half = one_time.DIGITS // 2
            context = {"user": user, "code": f"{code[:half]} {code[half:]}"}
            mail.send("sign_in_code", context, to=user.email)


class CodeForm(LimitedForm, forms.Form):
    """
    The code of a mail, typed in the browser that asked for it; ``user`` is whose it was.

    :param keeps: a code that needs a second factor as well can be sent again, with that ``otp``.
    """

    user: User

    code = forms.CharField(
        label=_("Code"),
        max_length=LONGEST,
        help_text=_("The eight digits in the mail."),
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def __init__(
        self, *args: Any, request: HttpRequest, waiting: Waiting, keeps: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.waiting, self.keeps = request, waiting, keeps

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        with self.limited():
            user = self.take("".join(code.split()).replace("-", ""))
        if user is None:
            raise ValidationError(CodeInvalid.default_detail, code=CodeInvalid.default_code)
        self.user = user
        return code

    def take(self, code: str) -> User | None:
        """
        Return whose code it was, which ends it; a wrong one counts as a guess.

        :raises OtpRequired, OtpInvalid: when the code is right, and not enough.
        :raises TooManyAttempts: before the code is looked at.
        """
        guess = code_guess(self.request, self.waiting.email)
        with guess.counting():
            row = one_time.find(self.waiting.browser, now=timezone.now())
        if row is None or not one_time.is_right(code, row, self.waiting.browser):
            # By name: the trail looks it up, as it does for one that is nobody's.
            name = row.user.get_username() if row and row.user else ""
            logger.warning("code refused", user=name, scheme="code")
            return None
        guess.give_back()
        return self._accept(row)

    def _accept(self, row: SignInCode) -> User | None:
        otp = self.data.get("otp") if self.keeps else None  # else a page of its own asks
        try:
            with transaction.atomic():
                if not one_time.take(row):
                    return None
                methods.note(self.request, methods.CODE)
                password_accepted.send(type(self), request=self.request, user=row.user, otp=otp)
        except OtpRequired:
            if not self.keeps:
                one_time.take(row)
            raise
        logger.info("code accepted", user=row.user, scheme="code")
        return row.user
