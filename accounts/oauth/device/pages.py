"""The page on which a person types the code of a program and allows it, on a phone perhaps."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView
from oauth2_provider.models import Application, DeviceGrant
from oauth2_provider.settings import oauth2_settings

from accounts import ends
from accounts.limited import RequestFormMixin
from accounts.oauth import resources
from accounts.oauth.device.answers import allow, deny
from accounts.oauth.device.forms import CodeForm
from accounts.oauth.device.models import details_of
from accounts.oauth.issuer import issuer


@method_decorator(never_cache, name="dispatch")
class DeviceView(LoginRequiredMixin, RequestFormMixin, FormView):
    """
    RFC 8628 §3.3. The code comes in each step, and is looked up each time.

    A code in the address fills the field in and does no more: somebody else may have made the
    link, to have you allow their program (§5.4).
    """

    template_name = "oauth2_provider/device.html"
    form_class = CodeForm

    def get_initial(self) -> dict[str, Any]:
        return {"user_code": self.request.GET.get("user_code", "")[:40]}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        row = form.row
        application = Application.objects.filter(client_id=row.client_id).first()
        if application is None:
            return self.finish("denied")
        if "deny" in self.request.POST:
            return self.finish("denied" if deny(row) else "late")
        if "allow" in self.request.POST:
            return self.allow(row, application)
        words = oauth2_settings.SCOPES
        asked = [(scope, words.get(scope, scope)) for scope in row.scope.split()]
        context = {
            "application": application,
            "scopes": asked,
            "resources": resources.told(details_of(row).resource, issuer=issuer(self.request)),
            "form": form,
        }
        return self.render_to_response(
            self.get_context_data(**context, code=form.cleaned_data["user_code"])
        )

    def allow(self, row: DeviceGrant, application: Application) -> HttpResponse:
        try:
            is_done = allow(row, application, self.request, now=timezone.now())
        except ends.AccessEnded:
            is_done = False
        return self.finish("allowed" if is_done else "late")

    def finish(self, outcome: str) -> HttpResponse:
        return render(self.request, self.template_name, {"outcome": outcome})
