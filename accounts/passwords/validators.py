from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Characters; every door refuses what is longer, unread. Far above what NIST SP
# 800-63B asks to allow, far below what takes time.
MAX_USERNAME, MAX_PASSWORD = 1000, 4096


class MaximumLengthValidator:
    """Refuse a new password that no door would take."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MAX_PASSWORD:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> Any:
        return _("Your password can have at most %d characters.") % MAX_PASSWORD
