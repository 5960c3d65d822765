from django.urls import path, re_path

from accounts.trail.api import Activity
from accounts.trail.pages import ActivityView

app_name = "trail"

urlpatterns = [
    path("activity/", ActivityView.as_view(), name="activity"),
    re_path(r"^api/activity/?$", Activity.as_view(), name="activity_api"),
]
