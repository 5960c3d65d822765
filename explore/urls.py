from django.urls import path

from explore import pages

app_name = "explore"

urlpatterns = [
    path("", pages.IndexView.as_view(), name="index"),
    path("style/", pages.style, name="style"),
    path("client/", pages.client, name="client"),
    path("callback/", pages.callback, name="callback"),
]
