from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.generic import TemplateView
from oauth2_provider.models import Application, redirect_to_uri_allowed

from explore import cases, forms
from explore.endpoints import endpoints


@method_decorator(ensure_csrf_cookie, name="dispatch")
class IndexView(TemplateView):
    """Every endpoint by every scheme; the rows of the table come from ``cases``."""

    template_name = "explore/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered, credentials = endpoints(), cases.credentials()
        return super().get_context_data(
            endpoints=offered,
            credentials=credentials,
            rows=[(e, [(one, cases.status(e, one)) for one in credentials]) for e in offered],
            data=[
                {
                    "name": endpoint.name,
                    "method": endpoint.method,
                    "path": endpoint.path,
                    "json": endpoint.json,
                    "prepare": endpoint.prepare,
                }
                for endpoint in offered
            ],
            scopes=cases.SCOPES,
            has_jwts=getattr(settings, "JWT_ACCESS_TOKENS", False),
            **kwargs,
        )


@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    """The redirect URI: the browser brings a code, and ``callback.js`` does the rest."""
    return render(request, "explore/callback.html")


@never_cache
def client(request: HttpRequest) -> HttpResponse:
    """The public application that is registered for these pages."""
    redirect_uri = request.build_absolute_uri(reverse("explore:callback"))
    applications = Application.objects.filter(
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris__contains=reverse("explore:callback"),
    )
    for application in applications.order_by("pk"):
        if redirect_to_uri_allowed(redirect_uri, application.redirect_uris.split()):
            return JsonResponse({"client_id": application.client_id, "redirect_uri": redirect_uri})
    detail = _("No public application has the redirect URI %(uri)s.") % {"uri": redirect_uri}
    return JsonResponse({"detail": detail, "code": "no_client"}, status=404)


COLOURS = [
    *["paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong"],
    *["accent", "accent-strong", "accent-tint", "mark", "mark-tint", "danger", "danger-tint"],
]


def style(request: HttpRequest) -> HttpResponse:
    """Every element of the design, once."""
    context = {
        "colours": COLOURS,
        "form": forms.SampleForm(auto_id="plain_%s"),
        "wrong": forms.SampleForm(forms.WRONG, auto_id="wrong_%s"),
    }
    return render(request, "explore/style.html", context)
