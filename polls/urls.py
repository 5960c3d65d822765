from django.urls import include, path, register_converter
from django.urls.converters import IntConverter
from rest_framework.routers import SimpleRouter
from rest_framework.urlpatterns import format_suffix_patterns

from polls import api, editing_pages, pages


class IdConverter(IntConverter):
    regex = "[0-9]{1,18}"  # what a 64-bit id can be; more is a 404


register_converter(IdConverter, "id")

app_name = "polls"

router = SimpleRouter()
router.trailing_slash = "/?"
router.register("questions", api.QuestionViewSet, "api-question")

urlpatterns = [
    path("", pages.IndexView.as_view(), name="index"),
    path("new/", editing_pages.AskView.as_view(), name="create"),
    path("<id:pk>/", pages.QuestionView.as_view(), name="detail"),
    path("<id:pk>/results/", pages.ResultsView.as_view(), name="results"),
    path("<id:pk>/vote/", pages.VoteView.as_view(), name="vote"),
    path("<id:pk>/edit/", editing_pages.EditView.as_view(), name="edit"),
    path("<id:pk>/close/", editing_pages.CloseView.as_view(), name="close"),
    path("<id:pk>/delete/", editing_pages.DeleteView.as_view(), name="delete"),
    path("shared/<code>/", pages.SharedView.as_view(), name="shared"),
    path("shared/<code>/result.svg", pages.SharedPictureView.as_view(), name="shared_picture"),
    # With suffixes: results.svg, results.csv
    path("api/", include(format_suffix_patterns(router.urls, allowed=["json", "svg", "csv"]))),
]
