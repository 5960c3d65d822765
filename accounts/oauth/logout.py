"""The page on which an application asks to sign a person out here as well."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.models import Application
from oauth2_provider.settings import oauth2_settings
from oauthlib.common import add_params_to_uri
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import applications, metadata, redirects
from accounts.oauth.issuer import issuer
from accounts.oauth.openid import read_hint
from accounts.oauth.parameters import is_storable
from accounts.sessions.pages import sign_out


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class EndSessionView(View):
    """
    OpenID Connect RP-Initiated Logout 1.0: ask, end the session, lead back to the application.

    The person is always asked, by name: the application may mean somebody else. They are sent
    to registered addresses only (§3), and see any fault here. The toolkit's own view ends the
    tokens of all applications; this one ends the session alone.

    An application may POST its request: that is answered as the GET that it stands for.
    """

    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not oauth2_settings.OIDC_ENABLED:
            return metadata.is_off()
        if request.method == "POST" and "confirmed" not in request.POST:
            return self.as_get(request)
        try:
            self.application = self.find_application()
            self.back = self.find_address()
        except errors.OAuth2Error as error:
            return self.refuse(error)
        return super().dispatch(request, *args, **kwargs)

    def as_get(self, request: HttpRequest) -> HttpResponse:
        address = f"{request.path}?{request.POST.urlencode()}"
        if len(address) > redirects.LONGEST_ADDRESS:
            text = "The request is longer than an address can be."
            return self.refuse(errors.InvalidRequestError(text))
        return HttpResponse(status=303, headers={"Location": address})

    def refuse(self, error: errors.OAuth2Error) -> HttpResponse:
        context = {"error": error}
        return render(self.request, "oauth2_provider/logout.html", context, status=400)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated and self.back:
            return self.send_back()
        context = {"application": self.application}
        response = render(request, "oauth2_provider/logout.html", context)
        if self.back:  # Chromium holds the redirect after a form to form-action as well
            source = redirects.csp_source(self.back)
            response._csp_update = {"form-action": [source]}  # type: ignore[attr-defined]  # django-csp reads it
        return response

    @method_decorator(csrf_protect)
    def post(self, request: HttpRequest) -> HttpResponse:
        after = self.send_back() if self.back else HttpResponseRedirect(request.path)
        return sign_out(request, after)

    def find_application(self) -> Application | None:
        """
        Return the one that asks, by ``client_id`` or ``id_token_hint``; None if neither is there.

        :raises OAuth2Error: when it is unknown, or the two do not agree.
        """
        asked, audience = self.request.GET, list[str]()
        if hint := asked.get("id_token_hint"):
            _person, audience = read_hint(hint, issuer=issuer(self.request))
        client_id = asked.get("client_id") or (audience[0] if len(audience) == 1 else "")
        if not client_id:
            return None
        if audience and client_id not in audience:
            raise errors.InvalidRequestError("id_token_hint was issued to another application.")
        known = Application.objects.filter(client_id=client_id) if is_storable(client_id) else []
        for application in known:
            return application
        raise errors.InvalidRequestError("The client_id is unknown.")

    def find_address(self) -> str:
        """:raises OAuth2Error: when people cannot be sent to ``post_logout_redirect_uri``."""
        uri = self.request.GET.get("post_logout_redirect_uri", "")
        if not uri:
            return ""
        if self.application is None:
            raise errors.InvalidRequestError(
                "Send client_id or id_token_hint with post_logout_redirect_uri."
            )
        if not applications.is_post_logout_uri_of(self.application, uri):
            raise errors.InvalidRequestError(
                "post_logout_redirect_uri is not registered for this application."
            )
        return uri

    def send_back(self) -> HttpResponse:
        state = self.request.GET.get("state")
        url = add_params_to_uri(self.back, [("state", state)]) if state else self.back
        return OAuth2ResponseRedirect(url, [self.back.partition(":")[0]])
