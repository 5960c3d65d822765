from django.urls import include, path, register_converter
from django.urls.converters import IntConverter
from rest_framework.routers import SimpleRouter
from rest_framework.urlpatterns import format_suffix_patterns

from polls import views, viewsets


class IdConverter(IntConverter):
    regex = "[0-9]{1,18}"  # what a 64-bit id can be; more is a 404


register_converter(IdConverter, "id")

app_name = "polls"

router = SimpleRouter()
router.trailing_slash = "/?"
router.register("questions", viewsets.QuestionViewSet, "api-question")

urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("new/", views.AskView.as_view(), name="create"),
    path("<id:pk>/", views.QuestionView.as_view(), name="detail"),
    path("<id:pk>/results/", views.ResultsView.as_view(), name="results"),
    path("<id:pk>/vote/", views.VoteView.as_view(), name="vote"),
    path("<id:pk>/edit/", views.EditView.as_view(), name="edit"),
    path("<id:pk>/close/", views.CloseView.as_view(), name="close"),
    path("<id:pk>/delete/", views.DeleteView.as_view(), name="delete"),
    path("shared/<code>/", views.SharedView.as_view(), name="shared"),
    path("shared/<code>/result.svg", views.SharedPictureView.as_view(), name="shared_picture"),
    # With suffixes: results.svg, results.csv
    path("api/", include(format_suffix_patterns(router.urls, allowed=["json", "svg", "csv"]))),
]
