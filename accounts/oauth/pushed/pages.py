"""The consent page, for a request that was pushed."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.exceptions import OAuthToolkitError

from accounts.oauth import levels, pages
from accounts.oauth.authorization_endpoint import fatal
from accounts.oauth.pushed import requests
from accounts.oauth.pushed.models import PushedRequest
from accounts.sessions.opening import signed_in_at

OWN = {"client_id", "request_uri"}


# Said again: a ``dispatch`` of its own has not the marks of the other.
@method_decorator([never_cache, csrf_exempt], name="dispatch")
class AuthorizeView(pages.AuthorizeView):
    """
    Put the pushed parameters in the place of those of the address, and answer them once.

    The first browser that brings the reference gets a cookie, and nobody else can open it
    from then on: the page may be loaded again, and people may have to sign in first.
    """

    pushed: PushedRequest | None = None
    is_over = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_reference = requests.is_reference(request.GET.get("request_uri", ""))
        if not is_reference or request.method not in pages.HTTP_METHODS:
            return super().dispatch(request, *args, **kwargs)
        try:
            self.pushed = self.open(request)
        except OAuthToolkitError as error:
            return self.refuse(error)
        response = super().dispatch(request, *args, **kwargs)
        self.mark(response, self.pushed)
        return response

    def mark(self, response: HttpResponseBase, row: PushedRequest) -> None:
        if self.is_over:
            response.delete_cookie(cookie_of(row), samesite="Lax")
            return
        response.set_cookie(
            cookie_of(row),
            requests.mark_of(row),
            max_age=requests.ONCE_OPEN,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    def open(self, request: HttpRequest) -> PushedRequest:
        """:raises FatalClientError: nobody is sent anywhere, since it may be anybody's."""
        client_id, request_uri = request.GET.get("client_id", ""), request.GET["request_uri"]
        now = timezone.now()
        is_text = "\0" not in client_id + request_uri
        row = requests.find(request_uri, client_id=client_id, now=now) if is_text else None
        if row is None:
            raise fatal(
                "This client has no such request_uri, or it was used or has expired. "
                "Go back to the application and begin again."
            )
        asked = QueryDict(row.parameters)
        self.compare(request.GET, asked)
        mark = request.COOKIES.get(cookie_of(row), "")
        if not (requests.is_mark_of(row, mark) or requests.open_first(row, now=now)):
            raise fatal("This request_uri was opened in another browser.")
        self.address = request.get_full_path()
        request.GET = asked
        return row

    def compare(self, sent: QueryDict, pushed: QueryDict) -> None:
        """:raises FatalClientError: when the address says something else than was pushed."""
        for name, values in sent.lists():
            if name in OWN and len(values) > 1:
                raise fatal(f"The parameter {name} is repeated.")
            if name not in OWN and values != pushed.getlist(name):
                raise fatal("The pushed request counts: send client_id and request_uri alone.")

    def validate(self, request: HttpRequest) -> Any:
        scopes, asked = super().validate(request)
        if self.pushed is None and requests.must_push(asked["request"].client):
            raise self.error("Push the request first (RFC 9126), and send its request_uri.", asked)
        return scopes, asked

    def must_sign_in(self) -> bool:
        at = signed_in_at(self.request)
        if self.pushed and self.pushed.opened_at and at and at >= self.pushed.opened_at:
            # It was done for this request. The address cannot tell, as it does without a push.
            self.prompt -= {"login"}
            asked = self.request.GET.copy()
            asked.pop("max_age", None)
            self.request.GET = asked  # type: ignore[assignment]  # it may be changed
            if not self.wish.is_essential:
                self.wish = levels.Wish()
        return super().must_sign_in()

    def sign_in(self) -> Any:
        elsewhere = super().sign_in()
        return redirect_to_login(self.address) if self.pushed else elsewhere

    def answer(self, *, allow: bool) -> Any:
        if self.pushed and not self.end(self.pushed):
            raise fatal("This request_uri was answered before.")
        return super().answer(allow=allow)

    def end(self, row: PushedRequest) -> bool:
        self.is_over = True
        return requests.spend(row)

    def refuse(self, error: OAuthToolkitError) -> HttpResponse:
        if self.pushed:
            self.end(self.pushed)
        return super().refuse(error)


def cookie_of(row: PushedRequest) -> str:
    """Return a name for each request: people open two in one browser. ``__Host-`` as elsewhere."""
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}pushed-{row.pk[:16]}"
