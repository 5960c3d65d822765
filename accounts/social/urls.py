from django.urls import path, re_path

from accounts.social import api, endpoints, pages

app_name = "social"

# Providers are told the first of two. The names of the first are those of social_django.urls.
urlpatterns = [
    path("login/<slug:name>/", pages.BeginView.as_view(), name="begin"),
    path("login/<slug:name>", pages.BeginView.as_view()),
    path("complete/<slug:name>/", pages.CompleteView.as_view(), name="complete"),
    path("complete/<slug:name>", pages.CompleteView.as_view()),
    re_path(r"^convert-token/?$", endpoints.ConvertTokenView.as_view(), name="convert_token"),
    re_path(
        r"^disconnect-backend/?$", api.DisconnectBackendView.as_view(), name="disconnect_backend"
    ),
]
