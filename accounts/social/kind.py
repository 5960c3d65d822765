"""The accounts elsewhere that a person has connected, and how they end."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from social_django.models import UserSocialAuth

from accounts.credentials import CannotEnd, Held, Kind
from accounts.events import get_logger
from accounts.people.models import User
from accounts.social import providers

logger = get_logger(__name__)


class LastWayIn(CannotEnd):
    def __str__(self) -> str:
        return str(_("This is your only way to sign in. Connect another one first."))


class SocialKind(Kind):
    """An account at a provider, which signs its owner in here."""

    name = "social"
    title = _("Social accounts")
    label_title = _("Provider")
    detail_title = _("Account")
    none = _("None: no other site signs you in here.")
    end_title = _("Disconnect")
    needs_fresh = True
    actions_template = "accounts/social/connect.html"
    sign_in_template = "accounts/social/sign_in.html"
    admin_list = "social_django_usersocialauth_changelist"

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        return [
            Held(
                id=account.pk,
                label=title_of(account),
                detail=(account.extra_data or {}).get("label") or account.uid,
                created_at=account.created,
                last_used_at=account.modified,
            )
            for account in UserSocialAuth.objects.filter(user=user).order_by("-created")
        ]

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        account = UserSocialAuth.objects.filter(user=user, pk=pk).first()
        if account is None:
            return False
        disconnect(account)
        return True

    def end_all(self, user: User, *, now: datetime) -> dict[str, int]:
        """:raises CannotEnd: when nothing else would let ``user`` sign in."""
        if not user.has_usable_password() and UserSocialAuth.objects.filter(user=user).exists():
            raise LastWayIn
        return self.erase(user, now=now)

    def erase(self, user: User, *, now: datetime) -> dict[str, int]:
        ended, _rows = UserSocialAuth.objects.filter(user=user).delete()
        return {"social_accounts": ended}

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return {"providers": providers.configured()}

    def form_action(self) -> list[str]:
        return [origin for provider in providers.configured() for origin in provider.origins()]


def title_of(account: UserSocialAuth) -> str:
    provider = providers.find(account.provider)
    return str(provider.title) if provider else account.provider


@transaction.atomic
def disconnect(account: UserSocialAuth) -> None:
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
    logger.info("social account disconnected", user=user, provider=account.provider)
