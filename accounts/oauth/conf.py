"""
This project's settings of django-oauth-toolkit, for a settings file to start from.

::

    from accounts.oauth import conf as oauth

    OAUTH2_PROVIDER = {**oauth.OAUTH2_PROVIDER, "SCOPES": {**oauth.SCOPES, "notes:read": "…"}}

``accounts.oauth.checks`` refuses settings that switch off what these switch on.
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

DAY = 24 * 3600  # seconds

#: Scopes about the person. Applications that act for nobody get none of it.
SCOPES: dict[str, Any] = {
    "openid": _("Know that it is you who signed in"),
    "profile": _("See your name, username and time zone"),
    "email": _("See your email address"),
}

#: After the first scheme, before the session, in ``DEFAULT_AUTHENTICATION_CLASSES``.
BEARER = "accounts.oauth.dpop.authentication.Authentication"

OAUTH2_PROVIDER: dict[str, Any] = {
    # Without this validator, guesses at client secrets are unlimited, and tokens
    # outlive a deactivation and a new password.
    "OAUTH2_VALIDATOR_CLASS": "accounts.oauth.validator.Validator",
    "SCOPES_BACKEND_CLASS": "accounts.oauth.scopes.Scopes",
    "APPLICATION_ADMIN_CLASS": "accounts.oauth.admin.ApplicationAdmin",
    "ACCESS_TOKEN_ADMIN_CLASS": "accounts.oauth.admin.AccessTokenAdmin",
    "REFRESH_TOKEN_ADMIN_CLASS": "accounts.oauth.admin.RefreshTokenAdmin",
    "GRANT_ADMIN_CLASS": "accounts.oauth.admin.IssuedAdmin",
    "ID_TOKEN_ADMIN_CLASS": "accounts.oauth.admin.IssuedAdmin",
    "SCOPES": SCOPES,
    # A request that names no scope gets these. The toolkit's own default is every scope.
    "DEFAULT_SCOPES": [],
    # oauthlib's own makes no ID tokens for devices.
    "OIDC_SERVER_CLASS": "accounts.oauth.device.id_tokens.OpenIDServer",
    "CIMD_METADATA_FETCHER": "accounts.oauth.registration.fetching.Fetcher",
    # Seconds. The toolkit's own defaults are ten hours for tokens, and no end of refreshing.
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 60,
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ID_TOKEN_EXPIRE_SECONDS": 3600,
    # A refresh token is refused once it was not used for so long, or once the first
    # one of its family is so old.
    "REFRESH_TOKEN_EXPIRE_SECONDS": 14 * DAY,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # http is for loopback alone (RFC 8252 §7.3); ``applications`` sees to it.
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https", "http"],
    # Neither implicit nor hybrid (RFC 9700 §2.1.2).
    "OIDC_RESPONSE_TYPES_SUPPORTED": ["code"],
    "OAUTH2_RESPONSE_TYPES_SUPPORTED": ["code"],
    "OAUTH2_GRANT_TYPES_SUPPORTED": [
        "authorization_code",
        "client_credentials",
        "password",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
    ],
    # It looks device codes up in clear; device.rules does it by their digests.
    "OAUTH_PRE_TOKEN_VALIDATION": [],
    # RFC 9700, the security best current practice. The toolkit turns these on in its 4.0.
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,  # but see validator.may_use_passwords
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_PKCE_REQUIRED": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_MATCHING": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,  # digests, no tokens
}

#: The checks of the toolkit that cannot know better.
SILENCED_SYSTEM_CHECKS: list[str] = [
    "oauth2_provider.W008",  # finds http above, and cannot see that only loopback may use it
]


class Conf:
    """Settings of this package's own, each with its default. They are read when they are used."""

    @property
    def ISSUER(self) -> str:
        """The site's own address, such as ``https://polls.example.com``; empty: the request's."""
        address: str = getattr(settings, "ISSUER", "")
        return address

    @property
    def RESOURCES(self) -> list[str]:
        """
        Other addresses that name this API in ``resource`` (RFC 8707), such as its MCP server's.

        Tokens that were made for them are taken here. They are yours, and hand requests on.
        """
        addresses: list[str] = getattr(settings, "RESOURCES", [])
        return addresses

    @property
    def CLIENT_REGISTRATION(self) -> str:
        """Whether programs may register themselves: ``off``, ``open``, or by a ``token``."""
        mode: str = getattr(settings, "CLIENT_REGISTRATION", "off")
        return mode

    @property
    def CLIENT_REGISTRATION_TOKEN(self) -> str:
        """The initial access token (RFC 7591 §3) that they send where it is ``token``."""
        token: str = getattr(settings, "CLIENT_REGISTRATION_TOKEN", "")
        return token

    @property
    def PUSHED_REQUESTS(self) -> str:
        """Whether requests can be pushed (RFC 9126): ``off``, ``on``, or ``required``."""
        mode: str = getattr(settings, "PUSHED_REQUESTS", "off")
        return mode

    @property
    def DPOP(self) -> str:
        """
        Whether tokens can be bound to keys (RFC 9449): ``off``, ``on``, or ``required``.

        Where it is required, this API takes no other access token, however old.
        """
        mode: str = getattr(settings, "DPOP", "off")
        return mode

    @property
    def DPOP_NONCE(self) -> bool:
        """Whether proofs need a nonce of this server's."""
        is_on: bool = getattr(settings, "DPOP_NONCE", False)
        return is_on

    @property
    def JWT_ACCESS_TOKENS(self) -> bool:
        """Whether access tokens are JWTs (RFC 9068), which other APIs can check by themselves."""
        is_on: bool = getattr(settings, "JWT_ACCESS_TOKENS", False)
        return is_on

    def can_be_for_nobody(self, scope: str) -> bool:
        """
        Tell whether ``scope`` lets an application do something that acts for no person.

        ``OAUTH2_SCOPES_FOR_NOBODY`` lists such scopes. Without it, all are but the personal ones.
        """
        scopes: list[str] | None = getattr(settings, "OAUTH2_SCOPES_FOR_NOBODY", None)
        return scopes is None or scope in scopes


conf = Conf()
