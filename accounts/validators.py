from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LAST_YEAR = 2100


def validate_year(moment: datetime) -> None:
    """
    Keep ``moment`` far from the end of time, where another time zone overflows.

    :raises ValidationError: when it is later than ``LAST_YEAR``.
    """
    if moment.year > LAST_YEAR:
        raise ValidationError(_("Choose a year up to %d.") % LAST_YEAR, code="year")
