import unicodedata
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from polls import texts

YEARS = range(2000, 2101)


def validate_line(text: str) -> None:
    """
    Hold ``text`` to one line in which something can be seen.

    Control characters break XML and CSV; a choice of zero-width characters
    alone would be a button without a label.

    :raises ValidationError: when it has control characters, or nothing visible.
    """
    if len(text) > texts.LONGEST:
        return  # its field refuses the length; Django runs all validators
    categories = {unicodedata.category(character) for character in text}
    if categories & {"Cc", "Cs", "Zl", "Zp"}:
        raise ValidationError(_("Write it on one line, without control characters."), "control")
    if not texts.is_visible(text):
        raise ValidationError(_("Nothing in this text is visible."), "invisible")


def validate_year(moment: datetime) -> None:
    """
    Keep ``moment`` far from the ends of time, where another time zone overflows.

    :raises ValidationError: when its year, in UTC, is not in ``YEARS``.
    """
    is_near = YEARS[0] - 1 <= moment.year <= YEARS[-1] + 1  # further out, astimezone may overflow
    if not is_near or moment.astimezone(UTC).year not in YEARS:
        message = _("Choose a year from %(first)s to %(last)s.")
        raise ValidationError(message, "year", {"first": YEARS[0], "last": YEARS[-1]})
