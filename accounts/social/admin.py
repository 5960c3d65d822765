from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from social_django import admin as registered_there
from social_django.models import Association, Nonce, UserSocialAuth

from accounts.events import get_logger
from accounts.social.kind import title_of
from accounts.staff import ReadOnlyAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

logger = get_logger(__name__)

apps.get_app_config("social_django").verbose_name = _("Social sign-in")

# OpenID 2 keeps nonces and associations; no provider of this site speaks it.
assert registered_there  # noqa: S101  what it registers makes way
admin.site.unregister([Association, Nonce, UserSocialAuth])


@admin.register(UserSocialAuth)
class SocialAccountAdmin(ReadOnlyAdmin):
    """
    Which account elsewhere signs whom in.

    Nobody is tied to one here: it would sign in as them. Ending is all there is.
    """

    list_display = ["user", "provider_title", "uid", "created", "modified"]
    list_select_related = ["user"]
    list_filter = ["provider"]
    search_fields = ["user__username", "uid"]
    search_help_text = _("A username, or the account's id at the provider")
    fields = ["user", "provider_title", "uid", "created", "modified"]

    @admin.display(description=_("provider"), ordering="provider")
    def provider_title(self, obj: Any) -> str:
        return title_of(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """End the connection, even if it is the only way in: a reset by mail is another."""
        user, provider = obj.user.get_username(), obj.provider
        super().delete_model(request, obj)
        logger.info("social account disconnected", user=user, provider=provider)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)
