"""The map of the site."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularSwaggerSplitView

from accounts.people import languages
from manual import front
from web.refusals import handlers
from web.schema.document import SchemaView

# It has no template for what DRF answers to OPTIONS.
docs = SpectacularSwaggerSplitView.as_view(url_name="schema", http_method_names=["get", "head"])

urlpatterns = [
    path("", front.page, name="home"),
    path("accounts/second-factor/", include("accounts.second_factor.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("accounts.trail.urls")),
    path("polls/", include("polls.urls")),
    path("", include("manual.urls")),
    path("explore/", include("explore.urls")),
    path("", include("accounts.oauth.urls")),
    path("auth/", include("accounts.social.urls")),
    path("language/", languages.choose, name="language"),
    # The admin's own page for it would count no guesses at the current password.
    path("admin/password_change/", RedirectView.as_view(pattern_name="accounts:password_change")),
    path("admin/", admin.site.urls),
    path("api/schema/", SchemaView.as_view(), name="schema"),
    path("api/docs/", docs, name="docs"),
    # With DEBUG, Django answers unknown paths with a page of its own; programs get JSON.
    re_path(r"^(?:polls/api|accounts/api|accounts/get_auth_token|auth)(?:/|$)", handlers.not_found),
]

handler400 = handlers.bad_request
handler403 = handlers.permission_denied
handler404 = handlers.not_found
handler500 = handlers.server_error
