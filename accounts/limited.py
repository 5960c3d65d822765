"""Forms and pages that count attempts, and say in words when there were too many."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError

from accounts.attempts import TooManyAttempts
from accounts.mail import mail_request


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


class MailingForm(LimitedForm):
    """A form by which a stranger sends a mail; so many go to one address and from one."""

    request = None

    def clean(self):
        cleaned = super().clean()
        if not self.errors:  # a form that is sent again and again until it is right costs nothing
            with self.limited():
                mail_request(self.request, self.cleaned_data["email"]).count()
        return cleaned


class LimitedFormMixin:
    """Answer 429 where the form says that there were too many attempts."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.refusal:
            response.status_code = form.refusal.status_code
            response["Retry-After"] = form.refusal.wait
        return response


class RequestFormMixin(LimitedFormMixin):
    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.request = self.request
        return form
