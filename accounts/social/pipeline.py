"""
Find out who somebody is: our own steps of ``SOCIAL_AUTH_PIPELINE``.

A person is known by the provider's stable id for them, and by nothing else.
Anybody can take a user name elsewhere, and an address changes hands (OpenID
Connect Core §5.7). docs/choose/social.md has the table of cases.
"""

import re
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from social_core.exceptions import AuthAssociationError, AuthPolicyError
from social_django.models import UserSocialAuth

from accounts import mail
from accounts.ends import lock
from accounts.events import get_logger
from accounts.names import email_key, is_of_former, username_key
from accounts.people import reserved

logger = get_logger(__name__)

MAX_NAME = 30  # characters of a user name that is made from a provider's
VARIANTS = 9  # "ada", "ada2" … before chance decides
MOST_ACCOUNTS = 20  # that sign one person in


def refuse_inactive_user(backend: Any, user: Any = None, **kwargs: Any) -> None:
    if user and not user.is_active:
        raise AuthPolicyError(backend, code="user_inactive", stage="pipeline")


def refuse_taken_email(backend: Any, details: Any, user: Any = None, **kwargs: Any) -> None:
    """The owner of that account proves it by signing in, and then connects."""
    if user is None and _users_with(details["email"]).exists():
        raise AuthAssociationError(backend, code="email_in_use", stage="pipeline")


def create_user(details: Any, user: Any = None, **kwargs: Any) -> Any:
    """Make the user; ``details`` has an email address only if it was verified."""
    if user:
        return None
    email = details["email"]
    user = get_user_model()(
        username=free_username(details["username"]),
        first_name=details.get("first_name", "")[:150],
        last_name=details.get("last_name", "")[:150],
        email=email,
        email_verified_at=timezone.now() if email else None,
    )
    user.set_unusable_password()
    user.save()
    return {"user": user, "is_new": True}


def connect(
    backend: Any,
    uid: Any,
    id_key: Any,
    user: Any,
    details: Any,
    social: Any = None,
    is_new: bool = False,
    **kwargs: Any,
) -> Any:
    """Tie the provider's account to the user, or note that it was used again."""
    if social is None:
        if not is_new:
            lock(user)
        if UserSocialAuth.objects.filter(user=user).count() >= MOST_ACCOUNTS:
            raise AuthPolicyError(backend, code="too_many_accounts", stage="pipeline")
        social = UserSocialAuth(provider=backend.name, uid=uid, id_key=id_key, user=user)
        logger.info("social account connected", user=user, provider=backend.name)
        if user.email and not is_new:
            # A thief of a session must not add a way to sign in unnoticed.
            about = {"user": user, "provider": backend.title}
            transaction.on_commit(partial(mail.send, "social_connected", about, to=user.email))
    # The provider's tokens are left out: nothing here needs them, and a dump would tell them.
    social.extra_data = {"label": details["label"]}
    social.save()
    return {"social": social}


def free_username(wanted: str) -> str:
    """A user name like ``wanted`` that nobody has, upper and lower case alike."""
    name = re.sub(r"[^A-Za-z0-9.+_-]+", "", wanted)[:MAX_NAME].lower() or "user"
    if is_of_former(name):
        name = "user"
    candidates = [name, *(f"{name}{number}" for number in range(2, VARIANTS + 1))]
    keys = {candidate: username_key(candidate) for candidate in candidates}
    users = get_user_model().objects.filter(username_key__in=keys.values())
    taken = set(users.values_list("username_key", flat=True))
    taken |= reserved.among(keys.values(), now=timezone.now())
    free = (candidate for candidate in candidates if keys[candidate] not in taken)
    return next(free, f"{name}-{get_random_string(8).lower()}")


def _users_with(email: str) -> Any:
    users = get_user_model().objects
    return users.filter(email_key=email_key(email)) if email else users.none()
