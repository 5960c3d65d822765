"""Django's handlers of errors; ``config.urls`` names them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from web.refusals.answers import refuse


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, 403, detail=str(exception or ""))


@csrf_exempt  # a caller of a wrong address must hear of that, and not of CSRF
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return refuse(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(
        request,
        403,
        "csrf_failed",
        _(
            "The form was not sent from a page of this site, or the page was too old. "
            "Go back, reload it and send it again."
        ),
    )
