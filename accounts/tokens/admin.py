from django.contrib import admin
from django.db.models import QuerySet
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.tokens.models import Token


class ShowsKeyOnce:
    """After "add", a page with the new key instead of a message: messages are stored."""

    def new_token(self, obj) -> Token:
        raise NotImplementedError

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        context = {
            **self.admin_site.each_context(request),
            "title": _("The key of the new token"),
            "token": self.new_token(obj),
            "next_url": response.url,
        }
        page = TemplateResponse(request, "admin/accounts/token_key.html", context)
        page["Cache-Control"] = "no-store"
        return page


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("live", _("live")), ("dead", _("expired or revoked"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        return {"live": queryset.live, "dead": queryset.dead}.get(
            self.value(), lambda *, now: queryset
        )(now=now)


@admin.register(Token)
class TokenAdmin(ShowsKeyOnce, admin.ModelAdmin):
    """Issue and revoke. Only the beginning of a key is known here, or anywhere."""

    list_display = ["hint", "user", "name", "created", "ends_at", "last_used_at", "revoked_at"]
    list_filter = [StateFilter]
    list_select_related = ["user"]
    search_fields = ["hint", "name", "user__username"]
    date_hierarchy = "created"
    autocomplete_fields = ["user"]
    fields = ["user", "name", "expires_at"]
    actions = ["revoke"]

    def new_token(self, obj):
        return obj

    def has_change_permission(self, request, obj=None):
        # The list's actions need it; a single token is only read.
        return obj is None and super().has_change_permission(request)

    @admin.display(description=_("ends at"))
    def ends_at(self, obj: Token):
        return obj.ends_at

    @admin.action(description=_("Revoke"), permissions=["delete"])
    def revoke(self, request, queryset: QuerySet[Token]):
        live = queryset.filter(revoked_at=None).select_related("user")
        for token in live:
            token.revoke(now=timezone.now())
        self.message_user(request, _("The tokens are revoked."))
