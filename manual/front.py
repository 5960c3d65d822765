"""The front page, for people who are signed out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from manual import first_calls
from manual.exchanges import EXCHANGES, PATH
from manual.schemes import SCHEMES


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("polls:index")
    context = {
        "schemes": SCHEMES,
        "path": PATH,
        "calls": first_calls.at(settings.ISSUER),
        "exchanges": [(each, each.headers(settings.ISSUER)) for each in EXCHANGES],
    }
    return render(request, "manual/front.html", context)
