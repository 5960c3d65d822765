from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Characters; every door refuses what is longer, unread. Far above what NIST SP
# 800-63B asks to allow, far below what takes time.
MAX_USERNAME, MAX_PASSWORD = 1000, 4096
LAST_YEAR = 2100


def validate_year(moment: datetime) -> None:
    """
    Keep ``moment`` far from the end of time, where another time zone overflows.

    :raises ValidationError: when it is later than ``LAST_YEAR``.
    """
    if moment.year > LAST_YEAR:
        raise ValidationError(_("Choose a year up to %d.") % LAST_YEAR, code="year")


class MaximumLengthValidator:
    """Refuse a new password that no door would take."""

    def validate(self, password, user=None):
        if len(password) > MAX_PASSWORD:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("Your password can have at most %d characters.") % MAX_PASSWORD
