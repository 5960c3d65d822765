from django.urls import path

from explore import docs, views

app_name = "explore"

urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("style/", views.style, name="style"),
    path("docs/<slug:name>.md", docs.page, name="docs"),
    path("client/", views.client, name="client"),
    path("callback/", views.callback, name="callback"),
]
