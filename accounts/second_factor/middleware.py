from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.passwords.otp import OtpRequired
from accounts.second_factor import pending
from accounts.sessions import methods


class SecondStepMiddleware:
    """
    Lead people from a form that took their password to the page that asks for a code.

    So the site's sign-in page, the admin's and those of other apps need not know of it. The
    API answers by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OtpRequired):
            return None
        next_url = request.POST.get("next") or request.GET.get("next") or ""
        response = redirect("second_factor:sign_in")
        response["Cache-Control"] = "no-store"
        pending.keep(response, exception.user, next_url, by=methods.noted(request))
        return response
