from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth import models as auth_models
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import credentials, names
from accounts.people import reserved, timezones
from accounts.people.changes import SavesChanges
from accounts.people.key_fields import KeyField, fill_keys, key_fields
from accounts.people.managers import UserManager, event_of

if TYPE_CHECKING:
    from accounts.tokens.models import Token


class User(SavesChanges, auth_models.AbstractUser):
    """
    The person. A new one gets a first token: see ``tokens.signals``.

    A new password or ``is_active`` ends access, whether it is written by ``save`` or by
    ``QuerySet.update``. SQL, ``bulk_create`` and ``_base_manager`` pass by here.
    """

    #: How the name of somebody who left begins: see ``leaving``.
    FORMER_PREFIX = names.FORMER

    username_key = KeyField(of="username", make=names.username_key)
    #: Of ``LANGUAGES``; empty until they sign in. See ``languages``.
    language = models.CharField(max_length=10, default="", db_default="", editable=False)
    #: By the person themselves; None: never. See ``renaming``.
    username_changed_at = models.DateTimeField(null=True, editable=False)
    email = models.EmailField(_("email address"), blank=True)
    email_key = KeyField(of="email", make=names.email_key)
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

    objects: ClassVar[UserManager] = UserManager()

    class Meta(auth_models.AbstractUser.Meta):
        constraints = [
            # Another error code than Django's "unique": forms have no such fields.
            models.UniqueConstraint(
                fields=["email_key"],
                condition=~Q(email_key=""),
                name="accounts_user_email_key_unique",
                violation_error_code="taken",
                violation_error_message=_("A user with that email address already exists."),
            ),
            # "Alice" beside "alice" only ever serves to be mistaken for her.
            models.UniqueConstraint(
                fields=["username_key"],
                name="accounts_user_username_key_unique",
                violation_error_code="taken",
                violation_error_message=_("A user with that username already exists."),
            ),
        ]

    def clean(self) -> None:
        """:raises ValidationError: for a new name that could be mistaken for another."""
        super().clean()
        fill_keys(self)
        if self.username and self.username != names.username(self._stored.get("username", "")):
            try:
                names.validate_username(self.username)
            except ValidationError as error:
                raise ValidationError({"username": error.messages}) from error
            self._refuse_reserved()

    def _refuse_reserved(self) -> None:
        if reserved.is_reserved(self.username, now=timezone.now(), besides=self):
            text = self._meta.constraints[1].violation_error_message  # of ``username_key``
            raise ValidationError({"username": [text]})

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Hold a form that has the name, and cannot have its key, to the key as well."""
        excluded = set(exclude or ())
        free = {field.attname for field in key_fields(type(self)) if field.of not in excluded}
        super().validate_constraints(excluded - free)

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        if isinstance(self.__dict__.get("username"), str):  # else it is deferred
            self.username = names.username(self.username)
        fill_keys(self)
        changed = self.changed()
        if "email" in changed and "email_verified_at" not in changed and not is_new:
            self.email_verified_at = None
            if fields := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*fields, "email_verified_at"}
        fields = kwargs.get("update_fields")
        if fields is not None:
            keys = [field.attname for field in key_fields(type(self)) if field.of in fields]
            fields = kwargs["update_fields"] = {*fields, *keys}
        written = changed if fields is None else changed & set(fields)
        event = None if is_new else event_of(written, self.password)
        with transaction.atomic(using=kwargs.get("using"), savepoint=False):
            super().save(*args, **kwargs)
            if event:
                credentials.end_access(self, now=timezone.now(), event=event)

    def check_password(self, raw_password: str) -> bool:  # type: ignore[override]  # nobody sends None
        """
        Tell whether ``raw_password`` is right. A hash made in an old way is made anew.

        Only while it is still the one that was looked at: Django writes it blindly, which
        would bring the old password back when it is changed at the same moment.
        """
        return any(map(self._is_right, names.password_forms(raw_password)))

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and names.password(raw_password))

    def _is_right(self, raw_password: str) -> bool:
        looked_at = self.password

        def renew(raw_password: str) -> None:
            rows = self.__class__._base_manager.filter(pk=self.pk)
            new = make_password(names.password(raw_password))
            rows.filter(password=looked_at).update(password=new)
            self.password = rows.values_list("password", flat=True).first() or looked_at
            self._note_stored(["password"])

        is_right = check_password(raw_password, looked_at, renew)
        if is_right and self.password != looked_at:
            return check_password(names.password(raw_password), self.password)
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
