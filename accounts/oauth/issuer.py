"""
The address by which this server names itself: one setting, ``ISSUER``, for all.

``iss`` in ID tokens and redirects, discovery and the addresses in it have to agree
(RFC 8414 §3.3, RFC 9207 §2.4), whatever ``Host`` a request carries. Without the setting
the request is all there is to ask; ``checks`` tells of that before a deployment.
"""

from urllib.parse import urljoin

from django.http import HttpRequest
from django.urls import reverse
from oauth2_provider.settings import oauth2_settings

from accounts.oauth.conf import conf


def fixed_issuer() -> str:
    """Return what the settings say; the toolkit's name for it is ``OIDC_ISS_ENDPOINT``."""
    return conf.ISSUER or oauth2_settings.OIDC_ISS_ENDPOINT


def issuer(request: HttpRequest) -> str:
    address: str = fixed_issuer() or oauth2_settings.oauth2_authorization_server_issuer(request)
    return address


def url_of(name: str, request: HttpRequest) -> str:
    """Return the address of an endpoint, such as ``token``, on the issuer's host."""
    return urljoin(issuer(request), reverse(f"oauth2_provider:{name}"))
