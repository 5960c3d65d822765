"""
The question that may follow a right password, or a right code of a mail.

``accounts`` itself asks nothing more. An app that does receives ``password_accepted``, which
is sent for every door, and refuses by raising one of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

if TYPE_CHECKING:
    from accounts.people.models import User

#: Sent with ``request``, ``user`` and ``otp``, the code that came with the password, or None.
password_accepted = Signal(use_caching=True)


class OtpRequired(APIException):
    """The password or the mailed code of ``user`` was right, and is not enough."""

    status_code = 400
    default_code = "otp_required"
    default_detail = _("This account has a second factor: send its code as well, as “otp”.")

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user


class OtpInvalid(APIException):
    status_code = 400
    default_code = "otp_invalid"
    default_detail = _("This code is wrong, too old, or was used before.")
