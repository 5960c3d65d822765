from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Registration(models.Model):
    """
    Somebody who asked for an account and has not yet followed the link in the mail.

    No user exists until then: an address that nobody confirmed owns nothing. There is no
    password either: whoever owns the address chooses it.
    """

    LIFETIME = timedelta(days=3)

    username = models.CharField(max_length=150)
    email = models.EmailField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("registration"), _("registrations")

    def __str__(self) -> str:
        return self.username
