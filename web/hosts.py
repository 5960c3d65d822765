"""
The name that a request was sent to.

Django checks it against ALLOWED_HOSTS, which know no ports. Yet a port is part of every
address that is made of it, and a client can write any: behind a cache, its choice would be
handed to everybody. So public answers are made of ``settings.ISSUER``, and the port that a
request names for that host has to be the site's own.
"""

from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.middleware import security
from django.utils.translation import gettext as _

from web import refusals

logger = structlog.get_logger(__name__)


class SecurityMiddleware(security.SecurityMiddleware):
    """Redirect to SECURE_SSL_HOST, but leave a request for a foreign host to be refused."""

    def process_request(self, request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        redirects = self.redirect and not request.is_secure()
        return super().process_request(request) if redirects and is_ours(request) else None


def is_ours(request: HttpRequest) -> bool:
    try:
        return not is_other_port(request.get_host())
    except DisallowedHost:
        return False


def refusal_of_host(request: HttpRequest) -> HttpResponse | None:
    try:
        host = request.get_host()
    except DisallowedHost:
        # With DEBUG, Django would answer with a page of its own, to programs as well.
        logger.warning("host refused", host=request.headers.get("Host", ""))
        return refusals.refuse(request, 400)
    if not is_other_port(host):
        return None
    detail = _("This site is at %(address)s.") % {"address": settings.ISSUER}
    return refusals.refuse(request, 400, detail=detail)


def is_other_port(host: str) -> bool:
    """
    Tell whether ``host``, as a request names it, is ISSUER's with another port.

    No port at all is fine: it stands for the default one, which leads nobody astray.
    With DEBUG any port will do, because developers forward ports.
    """
    issuer = urlsplit(settings.ISSUER)
    name, port = split_domain_port(host)
    if settings.DEBUG or not port or name.strip("[]") != issuer.hostname:
        return False
    return port not in ({str(issuer.port)} if issuer.port else {"80", "443"})
