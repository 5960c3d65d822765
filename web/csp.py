from functools import cached_property

from csp import middleware
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

#: django-csp's decorators, and views of ours, say by these that a response has its own policy.
OWN = {"_csp_config", "_csp_update", "_csp_replace", "_csp_exempt"}
OWN |= {f"{name}_ro" for name in OWN}  # for the policy that only reports


class CSPMiddleware(middleware.CSPMiddleware):
    """
    django-csp's, with the site's policy built once: it is the same for nearly every response.

    django-csp builds it twice for each, which was 4 % of the calls of a sign-in.
    """

    @cached_property
    def usual(self) -> str:
        """The policy of every response; empty if the settings except some, or report as well."""
        policy = getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}
        reports = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        return "" if reports or policy.get("EXCLUDE_URL_PREFIXES") else build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        has_own = not OWN.isdisjoint(vars(response)) or hasattr(request, "_csp_nonce")
        if has_own or settings.DEBUG or not self.usual:  # with DEBUG, some pages have none
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response
