from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import models as auth_models
from django.contrib.auth.hashers import check_password, is_password_usable, make_password
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import credentials
from accounts.ends import Event
from accounts.people import timezones
from accounts.people.changes import SavesChanges

if TYPE_CHECKING:
    from accounts.tokens.models import Token


def event_of(changed: Collection[str], password: object) -> Event | None:
    """
    Return what happens to the access of somebody whose columns ``changed`` are written.

    ``password`` is the new hash, or an expression for the database.
    """
    if "is_active" in changed:
        # Activation too: a deactivation by SQL left standing what must not come back.
        return Event.DEACTIVATED
    if "password" in changed:
        is_disabled = isinstance(password, str) and not is_password_usable(password)
        return Event.PASSWORD_DISABLED if is_disabled else Event.PASSWORD_CHANGED
    return None


class UserQuerySet(models.QuerySet["User"]):
    def update(self, **values: Any) -> int:
        """Update rows; a new password or ``is_active`` ends access here as in ``User.save``."""
        if "email" in values:
            values.setdefault("email_verified_at", None)
        event = event_of(values, values.get("password", ""))
        if event is None:
            return super().update(**values)
        with transaction.atomic(using=self.db):
            users = list(self.order_by("pk").select_for_update(no_key=True))
            updated = super().update(**values)
            for user in users:
                credentials.end_access(user, now=timezone.now(), event=event)
        return updated


class UserManager(auth_models.UserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(SavesChanges, auth_models.AbstractUser):
    """
    The person. A new one gets a first token: see ``tokens.signals``.

    A new password or ``is_active`` ends access, whether it is written by ``save`` or by
    ``QuerySet.update``. SQL, ``bulk_create`` and ``_base_manager`` pass by here.
    """

    email = models.EmailField(_("email address"), blank=True)
    email_verified_at = models.DateTimeField(_("email verified at"), null=True, editable=False)
    time_zone = models.CharField(
        _("time zone"), max_length=63, default="UTC", choices=timezones.choices
    )

    #: Random; another one whenever all access ended. See ``get_session_auth_hash``.
    security_stamp = models.CharField(
        max_length=32, blank=True, default="", db_default="", editable=False
    )

    #: The token made with this instance; its ``key`` can be read here and nowhere else.
    initial_token: Token

    objects = UserManager()

    class Meta(auth_models.AbstractUser.Meta):
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
        is_new = self._state.adding
        changed = self.changed()
        if "email" in changed and "email_verified_at" not in changed and not is_new:
            self.email_verified_at = None
            if fields := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*fields, "email_verified_at"}
        fields = kwargs.get("update_fields")
        written = changed if fields is None else changed & set(fields)
        event = None if is_new else event_of(written, self.password)
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            if event:
                credentials.end_access(self, now=timezone.now(), event=event)

    def check_password(self, raw_password: str) -> bool:
        """
        Tell whether ``raw_password`` is right. A hash made in an old way is made anew.

        Only while it is still the one that was looked at: Django writes it blindly, which
        would bring the old password back when it is changed at the same moment.
        """
        looked_at = self.password

        def renew(raw_password: str) -> None:
            rows = self.__class__._base_manager.filter(pk=self.pk)
            rows.filter(password=looked_at).update(password=make_password(raw_password))
            self.password = rows.values_list("password", flat=True).first() or looked_at
            self._note_stored(["password"])

        is_right = check_password(raw_password, looked_at, renew)
        if is_right and self.password != looked_at:
            return check_password(raw_password, self.password)
        return is_right

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """
        Return what sessions, links and cookies are bound to; ``get_session_auth_hash`` asks.

        Django makes it of the password alone, which "sign out everywhere" leaves as it is.
        """
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        value = self.password + self.security_stamp
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    def new_security_stamp(self) -> None:
        """Let every session, link and cookie that is bound to the old stamp end."""
        self.security_stamp = secrets.token_hex(16)
        rows = self.__class__._base_manager.filter(pk=self.pk)
        rows.update(security_stamp=self.security_stamp)
        self._note_stored(["security_stamp"])


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
