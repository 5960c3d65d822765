"""
The toolkit's models in the admin; ``settings.OAUTH2_PROVIDER`` names these classes.

A secret is shown on one page that is not kept, never in a message: messages are stored.
"""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import revoke_access_token

from accounts.oauth import applications
from accounts.oauth.forms import ApplicationForm, NewApplicationForm
from accounts.oauth.kind import end_grants


class ApplicationAdmin(admin.ModelAdmin):
    view_on_site = False  # the toolkit's page for it is not part of this site
    list_display = ["name", "client_id", "client_type", "authorization_grant_type", "created"]
    list_filter = ["client_type", "authorization_grant_type"]
    search_fields = ["name", "client_id"]
    radio_fields = {
        "client_type": admin.HORIZONTAL,
        "authorization_grant_type": admin.VERTICAL,
    }
    autocomplete_fields = ["user"]
    actions = ["new_secret", "end_access"]

    def get_readonly_fields(self, request, obj=None):
        return ["client_id"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = ApplicationForm if obj else NewApplicationForm
        return super().get_form(request, obj, change, **kwargs | {"form": form})

    def save_model(self, request, obj, form, change):
        self.secret = obj.client_secret  # still in clear: saving turns it into a digest
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return self.show_secret(request, obj, self.secret, response.url)

    def show_secret(self, request, application, secret, next_url):
        context = {
            **self.admin_site.each_context(request),
            "title": _("The application's credentials"),
            "application": application,
            "secret": secret if application.client_type == application.CLIENT_CONFIDENTIAL else "",
            "next_url": next_url,
        }
        page = TemplateResponse(request, "admin/oauth2_provider/application_secret.html", context)
        page["Cache-Control"] = "no-store"
        return page

    @admin.action(description=_("New secret: the old one stops working"), permissions=["change"])
    def new_secret(self, request, queryset):
        application = queryset.first()
        if queryset.count() != 1 or application.client_type == application.CLIENT_PUBLIC:
            text = _("Choose one application, and a confidential one: others have no secret.")
            self.message_user(request, text, messages.WARNING)
            return None
        secret = applications.give_new_secret(application)
        return self.show_secret(request, application, secret, request.get_full_path())

    @admin.action(description=_("End all access that people gave it"), permissions=["change"])
    def end_access(self, request, queryset):
        for application in queryset:
            end_grants(now=timezone.now(), application=application)
        self.message_user(request, _("All access has ended."))


class IssuedAdmin(admin.ModelAdmin):
    """
    What was issued: who may do what until when, and never the token itself.

    Deleting ends it, so that users and applications can be deleted with all they hold.
    """

    list_display = ["__str__", "user", "application", "scope", "created", "expires"]
    list_select_related = ["user", "application"]
    list_filter = ["application"]
    search_fields = ["user__username", "application__name", "application__client_id"]
    fields = ["user", "application", "scope", "created", "expires"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, obj):
        self.end(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)

    def end(self, obj):
        """End what would outlive the row."""


class AccessTokenAdmin(IssuedAdmin):
    def end(self, obj):
        revoke_access_token(obj)


class RefreshTokenAdmin(IssuedAdmin):
    list_display = ["__str__", "user", "application", "created", "revoked"]
    fields = ["user", "application", "created", "revoked"]

    def end(self, obj):
        obj.revoke()
