from django.contrib import admin

from accounts.sessions.models import Session


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    """Who is signed in where. Deleting a session ends it."""

    list_display = ["user", "address", "user_agent", "created_at", "last_used_at", "expire_date"]
    list_select_related = ["user"]
    search_fields = ["user__username", "address"]
    date_hierarchy = "created_at"
    fields = list_display

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
