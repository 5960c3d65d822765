from typing import Any

from django.http import HttpRequest
from django.urls import include, path, re_path
from django.utils import translation
from django.utils.module_loading import import_string
from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.routers import Route, SimpleRouter

from accounts import credentials, pages
from accounts.api import EndAccess, KindViewSet, Me
from accounts.codes import pages as codes
from accounts.passwords import api as passwords_api
from accounts.passwords import pages as passwords
from accounts.people import api as people_api
from accounts.people import pages as people
from accounts.people.email import api as email_api
from accounts.people.email import pages as email
from accounts.people.registration import api as registration_api
from accounts.people.registration import pages as registration
from accounts.sessions import confirming
from accounts.sessions import pages as sessions
from accounts.sessions.api import ConfirmAccess
from accounts.tokens import pages as tokens
from accounts.tokens.api import GetAuthToken

app_name = "accounts"


class KindRouter(SimpleRouter):
    """DRF's router; DELETE on a list ends all of the kind."""

    routes = [
        route._replace(mapping=route.mapping | {"delete": "destroy_all"})
        if isinstance(route, Route) and not route.detail
        else route
        for route in SimpleRouter.routes
    ]


def viewset_of(kind: credentials.Kind) -> type[KindViewSet]:
    """Return the kind's view set, which then knows its kind; the schema needs a name for each."""
    base = import_string(kind.viewset)
    with translation.override("en"):  # the schema is
        things = str(kind.title)
    if not things.startswith("API"):
        things = things.lower()
    things = things.removesuffix("s") + "s"  # the title of a kind may be one thing

    @extend_schema(
        operation_id=f"accounts_api_{kind.name.replace('-', '_')}_destroy_all",
        summary=f"End all of my {things}",
        responses={204: None},
    )
    def destroy_all(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return base.destroy_all(self, request, *args, **kwargs)

    summaries = {"list": f"List my {things}", "destroy": f"End one of my {things}"}
    told = {name: extend_schema(summary=summary) for name, summary in summaries.items()}
    made = type(base.__name__, (base,), {"kind": kind, "destroy_all": destroy_all})
    return extend_schema_view(**told)(made)


router = KindRouter()
router.trailing_slash = "/?"
for kind in credentials.kinds():
    router.register(kind.name, viewset_of(kind), kind.name)


def page(template: str) -> Any:
    return TemplateView.as_view(template_name=f"accounts/{template}.html")


urlpatterns = [
    # Programs
    re_path(r"^get_auth_token/?$", GetAuthToken.as_view(), name="get_auth_token"),
    re_path(r"^api/me/?$", Me.as_view(), name="me"),
    re_path(r"^api/me/data/?$", people_api.PersonalData.as_view(), name="data_api"),
    re_path(r"^api/register/?$", registration_api.Register.as_view(), name="register_api"),
    re_path(r"^api/register/again/?$", registration_api.RegisterAgain.as_view(), name="again_api"),
    re_path(
        r"^api/register/confirm/?$", registration_api.RegisterConfirm.as_view(), name="made_api"
    ),
    re_path(r"^api/username/?$", people_api.ChangeUsername.as_view(), name="username_api"),
    re_path(r"^api/email/?$", email_api.ChangeAddress.as_view(), name="email_api"),
    re_path(r"^api/email/confirm/?$", email_api.ConfirmAddress.as_view(), name="address_api"),
    re_path(r"^api/profile/?$", people_api.Profile.as_view(), name="profile_api"),
    re_path(r"^api/password/reset/?$", passwords_api.Reset.as_view(), name="reset_api"),
    re_path(
        r"^api/password/reset/confirm/?$",
        passwords_api.ResetConfirm.as_view(),
        name="reset_confirm_api",
    ),
    re_path(r"^api/password/change/?$", passwords_api.Change.as_view(), name="change_api"),
    re_path(r"^api/confirm-access/?$", ConfirmAccess.as_view(), name="confirm_api"),
    re_path(r"^api/credentials/end/?$", EndAccess.as_view(), name="end_access_api"),
    path("api/", include(router.urls)),
    # People: coming and going
    path("auth/", sessions.SignInView.as_view(), name="auth"),
    path("login/", sessions.SignInView.as_view(), name="login"),
    path("code/", codes.AskView.as_view(), name="code"),
    path("code/confirm/", codes.CodeView.as_view(), name="code_confirm"),
    path("logout/", sessions.SignOutView.as_view(), name="logout"),
    path("confirm-access/", confirming.ConfirmAccessView.as_view(), name="confirm_access"),
    path("register/", registration.RegisterView.as_view(), name="register"),
    path("register/sent/", page("register_sent"), name="register_sent"),
    path("register/<code>/", registration.RegisterConfirmView.as_view(), name="register_confirm"),
    # People: passwords
    path("password/change/", passwords.PasswordChangeView.as_view(), name="password_change"),
    path("password/change/done/", page("password_change_done"), name="password_change_done"),
    path("password/reset/", passwords.PasswordResetView.as_view(), name="password_reset"),
    path("password/reset/sent/", page("password_reset_sent"), name="password_reset_sent"),
    path("password/reset/done/", page("password_reset_done"), name="password_reset_done"),
    path(
        "password/reset/<uidb64>/<token>/",
        passwords.PasswordResetConfirmView.as_view(),
        name="password_reset_confirm",
    ),
    # People: my account
    path("profile/", people.ProfileView.as_view(), name="profile"),
    path("download/", people.DownloadView.as_view(), name="download"),
    path("delete/", people.DeleteView.as_view(), name="delete"),
    path("username/", people.UsernameView.as_view(), name="username"),
    path("email/", email.EmailView.as_view(), name="email"),
    path("email/undo/<code>/", email.EmailUndoView.as_view(), name="email_undo"),
    path("email/<code>/", email.EmailConfirmView.as_view(), name="email_confirm"),
    path("credentials/", pages.CredentialsView.as_view(), name="credentials"),
    path("credentials/end/", pages.EndAccessView.as_view(), name="end_access"),
    path("credentials/<slug:kind>/", pages.CreateView.as_view(), name="create"),
    path(
        "credentials/tokens/<int:pk>/rotate/",
        tokens.RotateView.as_view(),
        name="rotate_token",
    ),
    path("credentials/<slug:kind>/revoke/", pages.RevokeAllView.as_view(), name="revoke_all"),
    path(
        "credentials/<slug:kind>/<slug:pk>/revoke/",
        pages.RevokeView.as_view(),
        name="revoke",
    ),
]
