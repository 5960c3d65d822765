from django.urls import path

from accounts.second_factor import pages

app_name = "second_factor"

urlpatterns = [
    path("", pages.OverviewView.as_view(), name="overview"),
    path("sign-in/", pages.SignInView.as_view(), name="sign_in"),
    path("confirm/", pages.ConfirmView.as_view(), name="confirm"),
    path("app/", pages.AppView.as_view(), name="app"),
    path("codes/", pages.CodesView.as_view(), name="codes"),
    path("off/", pages.TurnOffView.as_view(), name="off"),
]
