"""What a person has connected, and how it ends."""

from datetime import datetime

import structlog
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from social_django.models import UserSocialAuth

from accounts.oauth.social import providers

logger = structlog.get_logger(__name__)


class LastWayIn(Exception):
    def __str__(self) -> str:
        return str(_("This is your only way to sign in. Connect another one first."))


def connected(user) -> list[UserSocialAuth]:
    """The accounts of ``user`` elsewhere, each with its provider's ``title`` and a ``label``."""
    found = list(UserSocialAuth.objects.filter(user=user).order_by("created"))
    for account in found:
        provider = providers.find(account.provider)
        account.title = provider.title if provider else account.provider
        account.label = account.extra_data.get("label") or account.uid
    return found


@transaction.atomic
def disconnect(account: UserSocialAuth, *, now: datetime) -> None:
    """
    Let ``account`` no longer sign its user in.

    :raises LastWayIn: when no password and no other provider that is on would be left.
    """
    # The lock: of two that are disconnected at once, the second sees that it is the last.
    user = get_user_model().objects.select_for_update(no_key=True).get(pk=account.user_id)
    others = UserSocialAuth.objects.filter(
        user=user, provider__in=[provider.name for provider in providers.configured()]
    ).exclude(pk=account.pk)
    if not user.has_usable_password() and not others.exists():
        raise LastWayIn
    account.delete()
    logger.info("social account disconnected", user=user.get_username(), provider=account.provider)
