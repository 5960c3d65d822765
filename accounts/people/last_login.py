from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import router
from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet

from accounts.ends import AccessEnded
from accounts.people.models import User
from accounts.statements import Slot, Statement, updating


def note_sign_in(user: User, *, now: datetime) -> None:
    """
    Write ``last_login``, as Django does when a session begins, but send no signal of ``User``.

    Django's ``update_last_login`` saves the user, which took a ninth of a sign-in's instructions.
    """
    _note(user, _NOTED, now=now)


def lock_and_note_sign_in(user: User, *, now: datetime) -> None:
    """
    Do what ``ends.lock`` does as well, by the same statement: to write a row is to lock it.

    :raises AccessEnded: see ``ends.lock``.
    """
    as_looked_at = {"password": user.password, "security_stamp": user.security_stamp}
    if not _note(user, _NOTED_IF_SAME, now=now, **as_looked_at):
        raise AccessEnded


def _note(user: User, statement: Statement, *, now: datetime, **conditions: str) -> int:
    using = router.db_for_write(type(user), instance=user)
    noted = statement.update(using=using, pk=user.pk, now=now, **conditions)
    if noted:
        user.last_login = now
        user._note_stored(["last_login"])
    return noted


def _noted(**conditions: Any) -> QuerySet[User, User]:
    # The class that has the column: a user model may inherit it by a table of its own.
    owner = get_user_model()._meta.get_field("last_login").model
    rows = owner._base_manager.filter(pk=Slot("pk", BigIntegerField()), **conditions)
    return updating(rows, last_login=Slot("now", DateTimeField()))


# What ``User._get_session_auth_hash`` is made of.
_SAME = {name: Slot(name, CharField()) for name in ("password", "security_stamp")}
_NOTED = Statement(_noted)
_NOTED_IF_SAME = Statement(partial(_noted, is_active=True, **_SAME))
