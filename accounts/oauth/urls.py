from django.urls import re_path

from accounts.oauth import api, endpoints, logout, metadata
from accounts.oauth.device import endpoints as device
from accounts.oauth.device.pages import DeviceView
from accounts.oauth.pushed.endpoints import PushedRequestView
from accounts.oauth.pushed.pages import AuthorizeView
from accounts.oauth.registration import endpoints as registration

# django-oauth-toolkit looks its addresses up under this name and these.
app_name = "oauth2_provider"

urlpatterns = [
    re_path(r"^auth/authorize/?$", AuthorizeView.as_view(), name="authorize"),
    re_path(r"^auth/par/?$", PushedRequestView.as_view(), name="pushed-request"),
    re_path(r"^auth/token/?$", endpoints.TokenView.as_view(), name="token"),
    re_path(
        r"^auth/device-authorization/?$",
        device.DeviceAuthorizationView.as_view(),
        name="device-authorization",
    ),
    re_path(r"^auth/device/?$", DeviceView.as_view(), name="device"),
    re_path(r"^auth/register/?$", registration.RegisterView.as_view(), name="register"),
    re_path(
        r"^auth/register/(?P<client_id>[A-Za-z0-9]{1,100})/?$",
        registration.RegisteredClientView.as_view(),
        name="registered-client",
    ),
    re_path(r"^auth/revoke-token/?$", endpoints.RevokeView.as_view(), name="revoke-token"),
    re_path(r"^auth/introspect/?$", endpoints.IntrospectView.as_view(), name="introspect"),
    re_path(r"^auth/userinfo/?$", api.UserInfoView.as_view(), name="user-info"),
    re_path(r"^auth/jwks/?$", metadata.jwks, name="jwks-info"),
    re_path(r"^auth/end-session/?$", logout.EndSessionView.as_view(), name="rp-initiated-logout"),
    re_path(
        r"^auth/invalidate-sessions/?$",
        api.InvalidateSessionsView.as_view(),
        name="invalidate-sessions",
    ),
    # Social sign-in adds convert-token, disconnect-backend, login/ and complete/ here.
    re_path(
        r"^\.well-known/oauth-authorization-server/?$",
        metadata.authorization_server,
        name="oauth-server-metadata",
    ),
    re_path(
        r"^\.well-known/oauth-protected-resource/?$",
        metadata.protected_resource,
        name="protected-resource",
    ),
    re_path(
        r"^\.well-known/openid-configuration/?$",
        metadata.openid_configuration,
        name="oidc-connect-discovery-info",
    ),
]
