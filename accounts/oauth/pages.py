"""The page on which a person lets an application act for them (RFC 6749 §4.1.1)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.settings import oauth2_settings
from oauthlib.common import add_params_to_uri
from oauthlib.openid.connect.core.exceptions import ConsentRequired

from accounts.events import get_logger
from accounts.oauth import claims, connections, redirects, resources
from accounts.oauth.authorization_endpoint import ReadsRequest, fatal
from accounts.oauth.descriptions import DESCRIPTIONS, name_help
from accounts.oauth.form_post import form_post
from accounts.oauth.issuer import issuer
from accounts.oauth.models import Consent
from accounts.oauth.registration import clients
from accounts.oauth.scopes import Scopes
from accounts.oauth.whom import SignsIn

logger = get_logger(__name__)

HTTP_METHODS = ["GET", "POST"]


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class AuthorizeView(SignsIn, ReadsRequest, View):
    """
    Ask the person, send the browser back to the application with a code or an error.

    The request is validated each time, before anything else: until the client
    and its redirect_uri are known to belong together, nobody is sent anywhere.

    An application may POST its request (OpenID Connect Core §3.1.2.1): that is answered as
    the GET that it stands for. The person's answer is a POST too, and CSRF is checked for it.
    """

    http_method_names = [method.lower() for method in HTTP_METHODS]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # HEAD would be given a code, or use up what was pushed.
        if request.method not in HTTP_METHODS:
            return self.http_method_not_allowed(request)
        if "client_id" in request.POST and "client_id" not in request.GET:
            return self.as_get(request)
        self.prompt = set(request.GET.get("prompt", "").split())
        try:
            self.scopes, self.asked = self.validate(request)
            self.application = self.asked["request"].client
            self.find_wishes()
            if self.must_sign_in():
                return self.sign_in()
            self.scopes += self.find_claimed_scopes()
            return super().dispatch(request, *args, **kwargs)
        except OAuthToolkitError as error:
            return self.refuse(error)

    def as_get(self, request: HttpRequest) -> HttpResponse:
        address = f"{request.path}?{request.POST.urlencode()}"
        if len(address) > redirects.LONGEST_ADDRESS:
            return self.refuse(fatal("The request is longer than an address can be."))
        return HttpResponse(status=303, headers={"Location": address})

    def find_claimed_scopes(self) -> list[str]:
        """
        Return the scopes that ``claims`` asks for besides those of ``scope``.

        Without a page nobody can be asked: then what was allowed before has to do, because a
        claim that is not told is no error (OpenID Connect Core §5.5.1).
        """
        available = Scopes().get_available_scopes(self.application)
        possible = [scope for scope in claims.scopes_for(self.claims) if scope in available]
        more = [scope for scope in possible if scope not in self.scopes]
        if "none" in self.prompt and not self.has_access([*self.scopes, *more]):
            return []
        return more

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.is_remembered():
            return self.answer(allow=True)
        if "none" in self.prompt:
            raise self.error("", self.asked, ConsentRequired)
        words = oauth2_settings.SCOPES
        context = {
            "application": self.application,
            "scopes": [(scope, words[scope]) for scope in self.scopes],
            "resources": resources.told(self.asked["resource"], issuer=issuer(request)),
            "destination": redirects.csp_source(self.asked["redirect_uri"]).removesuffix(":"),
            "is_assured": self.is_assured(),
            "is_unverified": clients.is_unverified(self.application),
            "host_of_document": clients.host_of_document(self.application),
            "switch_url": self.sign_in().url,
        }
        response = render(request, "oauth2_provider/authorize.html", context)
        # Chromium holds the redirect after a form to form-action as well.
        source = redirects.csp_source(self.asked["redirect_uri"])
        response._csp_update = {"form-action": [source]}  # type: ignore[attr-defined]  # django-csp reads it
        return response

    @method_decorator(csrf_protect)
    def post(self, request: HttpRequest) -> HttpResponse:
        allow = "allow" in request.POST
        if allow:
            self.require_level()
            Consent.objects.remember(
                user=request.user,
                application=self.application,
                scopes=self.scopes,
                resources=self.asked["resource"],
                now=timezone.now(),
            )
        return self.answer(allow=allow)

    def answer(self, *, allow: bool) -> Any:
        url, *_ = self.create_authorization_response(
            self.request, scopes=" ".join(self.scopes), credentials=self.asked, allow=allow
        )
        logger.info(
            "application allowed",
            user=self.request.user,
            client_id=self.application.client_id,
            scopes=self.scopes,
        )
        where = urlsplit(url)
        code = parse_qs(where.fragment or where.query)["code"][-1]
        state = self.asked["state"]
        answer = [("code", code), *([("state", state)] if state else [])]
        return self.send_back(self.asked["redirect_uri"], answer)

    def is_remembered(self) -> bool:
        return (
            not self.prompt & {"consent", "select_account"}
            and self.is_assured()
            and not self.comes_from_sign_in()
            and self.has_access(self.scopes)
        )

    def has_access(self, scopes: list[str]) -> bool:
        user: Any = self.request.user
        resources = self.asked["resource"]
        return connections.has_access(
            self.application, user, scopes, resources=resources, now=timezone.now()
        )

    def is_assured(self) -> bool:
        """
        Tell whether the answer can reach this application only.

        Any program on the person's device can listen on loopback, or take another one's
        scheme, and call itself this public client: that is asked each time (RFC 8252 §8.6).
        """
        redirect_uri = self.asked["redirect_uri"]
        return (
            self.application.client_type == self.application.CLIENT_CONFIDENTIAL
            or redirect_uri.startswith("https://")
            or redirects.csp_source(redirect_uri)
            == f"{self.request.scheme}://{self.request.get_host()}"
        )

    def comes_from_sign_in(self) -> bool:
        # Its form-action allows this site alone, and holds for all redirects after it.
        return urlsplit(self.request.headers.get("Referer", "")).path in {
            resolve_url("accounts:auth"),
            resolve_url("accounts:login"),
        }

    def refuse(self, error: OAuthToolkitError) -> Any:
        """Tell the application, if it is known where it is; the person otherwise."""
        is_safe, context = self.error_response(error)
        told = context["error"]
        told.description = told.description or DESCRIPTIONS.get(told.error, "")
        logger.info("authorization refused", error=told.error)
        if is_safe and told.redirect_uri:
            return self.send_back(told.redirect_uri, told.twotuples)
        page = render(self.request, "oauth2_provider/authorize.html", context, status=400)
        name_help(page, told.error)
        return page

    def send_back(self, redirect_uri: str, answer: list[tuple[str, str]]) -> Any:
        answer = [*answer, ("iss", issuer(self.request))]  # RFC 9207
        mode = self.request.GET.get("response_mode")
        if mode == "form_post" and not redirects.is_private_use(
            redirect_uri
        ):  # no app takes a POST
            return form_post(self.request, redirect_uri, answer)
        url = add_params_to_uri(redirect_uri, answer, mode == "fragment")
        # The address was looked up among the registered ones; its scheme is one of them.
        return OAuth2ResponseRedirect(url, [urlsplit(redirect_uri).scheme])
