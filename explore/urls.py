from django.urls import path, re_path

from explore import docs, pages

app_name = "explore"

urlpatterns = [
    path("", pages.IndexView.as_view(), name="index"),
    path("style/", pages.style, name="style"),
    path("docs/<slug:name>.md", docs.page, name="docs"),
    re_path(r"^docs/img/(?P<name>[\w-]{1,50}\.(?:png|svg))$", docs.picture, name="picture"),
    path("client/", pages.client, name="client"),
    path("callback/", pages.callback, name="callback"),
]
