from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import credentials
from accounts.people import timezones

if TYPE_CHECKING:
    from accounts.tokens.models import Token


class User(AbstractUser):
    """The person. A new one gets a first token: see ``tokens.signals``."""

    email = models.EmailField(_("email address"), blank=True)
    email_verified_at = models.DateTimeField(_("email verified at"), null=True, editable=False)
    time_zone = models.CharField(
        _("time zone"), max_length=63, default="UTC", choices=timezones.choices
    )

    #: The token made with this instance; its ``key`` can be read here and nowhere else.
    initial_token: Token

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="accounts_user_email_unique",
                violation_error_message=_("A user with that email address already exists."),
            ),
            # "Alice" beside "alice" only ever serves to be mistaken for her.
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_unique",
                violation_error_message=_("A user with that username already exists."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new password or a deactivation ends all access that stood before."""
        # Django keeps the raw password here until it is saved, and clears it
        # where a sign-in merely upgrades the hash.
        changed_password = self._password is not None
        ends_access = not self._state.adding and (changed_password or not self.is_active)
        with transaction.atomic():
            super().save(*args, **kwargs)
            if ends_access:
                credentials.end_access(self, now=timezone.now())


class Registration(models.Model):
    """
    Somebody who asked for an account and has not yet followed the link in the mail.

    No user exists until then: an address that nobody confirmed owns nothing.
    """

    LIFETIME = timedelta(days=3)

    username = models.CharField(max_length=150)
    email = models.EmailField()
    password = models.CharField(max_length=128)  # a hash, as in User
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("registration"), _("registrations")

    def __str__(self) -> str:
        return self.username
