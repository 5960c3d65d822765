"""Forms and pages that count attempts, and say in words when there were too many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts import mail
from accounts.attempts import TooManyAttempts


class LimitedForm:
    """A form that counts attempts: too many are an error in words, and ``refusal``."""

    refusal: TooManyAttempts | None = None

    @contextmanager
    def limited(self) -> Iterator[None]:
        try:
            yield
        except TooManyAttempts as refusal:
            self.refusal = refusal
            raise ValidationError(refusal.in_words, code="throttled") from refusal


class MailingForm(LimitedForm):
    """A form by which a stranger sends a mail; so many go to one address and from one."""

    #: The view sets it after the form is made: see ``RequestFormMixin``.
    request: HttpRequest
    #: The template of the mail.
    mails = "registration"
    errors: Any
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] | None = super().clean()  # type: ignore[misc]
        if not self.errors:  # a form that is sent again and again until it is right costs nothing
            with self.limited():
                self.count_mail(self.cleaned_data["email"])
        return cleaned

    def count_mail(self, recipient: str) -> None:
        """:raises TooManyAttempts: when the sender, or everybody together, sent enough."""
        mail.mail_request(self.request, recipient).count()
        mail.mailbox(recipient, what=self.mails).count()


class LimitedFormMixin:
    """Answer 429 where the form says that there were too many attempts."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if refusal := getattr(form, "refusal", None):
            response.status_code = refusal.status_code
            response["Retry-After"] = refusal.wait
            response["RateLimit"] = refusal.rate_limit
        return response


class RequestFormMixin(LimitedFormMixin):
    request: HttpRequest

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        form.request = self.request
        return form
