from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import credentials
from accounts.people.models import User
from accounts.tokens.admin import ShowsKeyOnce


@admin.register(User)
class UserAdmin(ShowsKeyOnce, DjangoUserAdmin):
    fieldsets = (
        *DjangoUserAdmin.fieldsets,
        (_("Preferences"), {"fields": ("time_zone",)}),
    )
    actions = ["end_access"]

    def new_token(self, obj):
        return obj.initial_token

    @admin.action(description=_("End all access: sessions, tokens and grants"))
    def end_access(self, request, queryset: QuerySet[User]):
        for user in queryset:
            credentials.end_access(user, now=timezone.now())
        self.message_user(request, _("All access has ended."))
