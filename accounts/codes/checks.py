from typing import Any

from django.conf import settings
from django.core.checks import Error

from accounts.conf import conf

DUMMY_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def check_codes_can_be_mailed(**kwargs: Any) -> list[Error]:
    """People would wait for a code that goes nowhere."""
    if not conf.SIGN_IN_CODES or settings.EMAIL_BACKEND != DUMMY_MAIL:
        return []
    return [
        Error(
            "SIGN_IN_CODES is on, and mails go nowhere.",
            hint="Set EMAIL_URL to your mail server, or SIGN_IN_CODES to off.",
            id="accounts.E013",
        )
    ]
