from django.urls import path, re_path

from manual import pages

app_name = "manual"

NAME = r"(?P<name>[a-z0-9-]{1,40}/[a-z0-9-]{1,40})"

urlpatterns = [
    path("docs/", pages.contents, name="contents"),
    path("docs/search/", pages.find, name="search"),
    re_path(r"^docs/img/(?P<name>[\w-]{1,50}\.(?:png|svg))$", pages.picture, name="picture"),
    re_path(rf"^docs/{NAME}/$", pages.page, name="page"),
    re_path(rf"^docs/{NAME}\.md$", pages.moved, name="file"),
    path("explore/docs/<slug:name>.md", pages.moved, name="moved"),
]
