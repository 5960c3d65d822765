from django.urls import path

from accounts.second_factor import confirming, pages, programs

app_name = "second_factor"

urlpatterns = [
    path("", pages.OverviewView.as_view(), name="overview"),
    path("sign-in/", pages.SignInView.as_view(), name="sign_in"),
    path("confirm/", confirming.ConfirmView.as_view(), name="confirm"),
    path("app/", pages.AppView.as_view(), name="app"),
    path("codes/", pages.CodesView.as_view(), name="codes"),
    path("passkeys/new/options/", programs.page(programs.NewOptions), name="new_options"),
    path("passkeys/new/", programs.page(programs.New), name="new_passkey"),
    path("passkeys/sign-in/options/", programs.page(programs.SignInOptions), name="options"),
    path("passkeys/sign-in/", programs.page(programs.SignIn), name="passkey_sign_in"),
    path("passkeys/<int:pk>/", pages.RenameView.as_view(), name="rename"),
    path("off/", pages.TurnOffView.as_view(), name="off"),
]
