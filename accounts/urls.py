from django.urls import include, path, re_path
from django.views.generic import TemplateView
from rest_framework.routers import SimpleRouter

from accounts import api, views
from accounts.oauth.api import ApplicationViewSet
from accounts.oauth.social import pages

app_name = "accounts"

router = SimpleRouter()
router.trailing_slash = "/?"
router.register("tokens", api.TokenViewSet, "token")
router.register("sessions", api.SessionViewSet, "session")
router.register("applications", ApplicationViewSet, "application")


def page(template: str):
    return TemplateView.as_view(template_name=f"accounts/{template}.html")


urlpatterns = [
    # Programs
    re_path(r"^get_auth_token/?$", api.GetAuthToken.as_view(), name="get_auth_token"),
    re_path(r"^api/me/?$", api.Me.as_view(), name="me"),
    path("api/", include(router.urls)),
    # People: coming and going
    path("auth/", views.SignInView.as_view(), name="auth"),
    path("login/", views.SignInView.as_view(), name="login"),
    path("logout/", views.SignOutView.as_view(), name="logout"),
    path("register/", views.RegisterView.as_view(), name="register"),
    path("register/sent/", page("register_sent"), name="register_sent"),
    path("register/<code>/", views.RegisterConfirmView.as_view(), name="register_confirm"),
    # People: passwords
    path("password/change/", views.PasswordChangeView.as_view(), name="password_change"),
    path("password/change/done/", page("password_change_done"), name="password_change_done"),
    path("password/reset/", views.PasswordResetView.as_view(), name="password_reset"),
    path("password/reset/sent/", page("password_reset_sent"), name="password_reset_sent"),
    path("password/reset/done/", page("password_reset_done"), name="password_reset_done"),
    path(
        "password/reset/<uidb64>/<token>/",
        views.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    # People: my account
    path("profile/", views.ProfileView.as_view(), name="profile"),
    path("email/", views.EmailView.as_view(), name="email"),
    path("email/<code>/", views.EmailConfirmView.as_view(), name="email_confirm"),
    path("credentials/", views.CredentialsView.as_view(), name="credentials"),
    path("credentials/end/", views.EndAccessView.as_view(), name="end_access"),
    path(
        "credentials/tokens/<int:pk>/revoke/", views.TokenRevokeView.as_view(), name="token_revoke"
    ),
    path(
        "credentials/applications/<int:pk>/revoke/",
        views.ApplicationRevokeView.as_view(),
        name="application_revoke",
    ),
    path(
        "credentials/sessions/<str:pk>/revoke/",
        views.SessionRevokeView.as_view(),
        name="session_revoke",
    ),
    path(
        "credentials/social/<int:pk>/disconnect/",
        pages.DisconnectView.as_view(),
        name="social_disconnect",
    ),
]
