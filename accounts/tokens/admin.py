from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.digests import digest
from accounts.people import notices
from accounts.staff import OwnedAdmin, ShowsOnceAdmin
from accounts.tokens import keys
from accounts.tokens.models import Token

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest


#: What a token is bound to, and how it was used; none of it is changed here.
SHOWN = [
    *("scopes", "allowed_networks", "last_used_at", "last_used_from", "old_key_ends_at"),
]


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("live", _("live")), ("dead", _("expired or revoked"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        now = timezone.now()
        return queryset.live(now=now) if self.value() == "live" else queryset.dead(now=now)


@admin.register(Token)
class TokenAdmin(ShowsOnceAdmin, OwnedAdmin):
    """Issue and revoke. Only the beginning of a key is known here, or anywhere."""

    list_display = [
        *["hint", "user", "name", "scopes", "allowed_networks", "idle_days", "created"],
        *["ends_at", "last_used_at", "last_used_from", "revoked_at"],
    ]
    list_filter = [StateFilter]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]
    search_help_text = _(
        "A key's first 8 characters, a name or a username. A whole key is found, too, "
        "but stays in your browser's history."
    )
    date_hierarchy = "created"
    autocomplete_fields = ["user"]
    fields = ["user", "name", "expires_at", "idle_days"]
    actions = ["revoke"]
    shown_title = _("The key of the new token")
    shown_template = "admin/accounts/token_key.html"

    def secrets_of(self, obj: Token) -> dict[str, str]:
        return {"key": obj.key or "", "user": obj.user.get_username()}

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        notices.tell(obj.user, "token made", request=request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"user": request.user.pk} | super().get_changeform_initial_data(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Token], search_term: str
    ) -> tuple[QuerySet[Token], bool]:
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        key = search_term.strip()
        if key.startswith(keys.PREFIX) and len(key) <= keys.HINT_LENGTH:
            found |= queryset.filter(hint__startswith=key)
        elif key:
            found |= queryset.filter(
                Q(digest=digest(key)) | Q(old_digest=digest(key)) | Q(hint=key[: keys.HINT_LENGTH])
            )
        return found, has_doubles

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.fields, *SHOWN] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return SHOWN if obj else []

    @admin.display(description=_("scopes"))
    def scopes(self, obj: Token) -> str:
        return obj.scope or str(_("all that its owner can"))

    @admin.display(description=_("allowed networks"))
    def allowed_networks(self, obj: Token) -> str:
        return ", ".join(obj.networks or [str(_("from everywhere"))])

    @admin.display(description=_("ends at"))
    def ends_at(self, obj: Token) -> datetime:
        return obj.ends_at

    @admin.action(description=_("Revoke"), permissions=["delete"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Token]) -> None:
        live = queryset.filter(revoked_at=None)
        within = self.within(request, live)
        for token in within:
            token.revoke(now=timezone.now())
            self.log_change(request, token, "Revoked.")
        if within or not live:
            self.message_user(request, _("The tokens are revoked."))
