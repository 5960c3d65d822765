from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth import models as auth_models
from django.contrib.auth.hashers import is_password_usable
from django.db import models, transaction
from django.utils import timezone

from accounts import credentials, names
from accounts.ends import Event
from accounts.people.key_fields import keys_of
from accounts.statements import Slot, Statement

if TYPE_CHECKING:
    from accounts.people.models import User


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
        values |= keys_of(self.model, values)
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


class UserManager(auth_models.UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # made by Django
    use_in_migrations = False

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person however their name is spelt; every door that takes a name asks here."""
        key = names.username_key(username or "")
        user: User | None = _by_key(self.model).first(using=self._db, key=key)
        if user is None:
            raise self.model.DoesNotExist
        return user

    def _create_user_object(
        self, username: str, email: str | None, password: str | None, **extra_fields: Any
    ) -> User:
        password = password and names.password(password)
        user: User = super()._create_user_object(username, email, password, **extra_fields)
        return user


@cache
def _by_key(model: type[User]) -> Statement:
    key = Slot("key", models.CharField())
    return Statement(lambda: model._default_manager.filter(username_key=key))
