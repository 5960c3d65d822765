from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.codes import waiting
from accounts.codes.api import sign_in
from accounts.codes.forms import AskForm, CodeForm
from accounts.conf import conf
from accounts.limited import LimitedFormMixin, RequestFormMixin
from accounts.negotiation import prefers_json
from accounts.passwords.guessing import remember_browser
from accounts.programs import TakesJSON
from accounts.redirects import safe_next


class CodesMixin:
    """A page that is there only if codes are on; ``next`` goes with the person."""

    request: HttpRequest

    def next_url(self) -> str:
        return self.request.POST.get("next") or self.request.GET.get("next") or ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # FormView
        return context | {"next": self.next_url()}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not conf.SIGN_IN_CODES:
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # View
        return response


@method_decorator(never_cache, name="dispatch")
class AskView(CodesMixin, TakesJSON, RequestFormMixin, FormView):
    """Ask for a code; the answer is the same whether the address has an account or not."""

    template_name = "accounts/codes/ask.html"
    form_class = AskForm
    said = gettext_lazy(
        "If there is an account with that address, a code is on its way. It works for ten "
        "minutes, in this browser."
    )
    said_status = 202

    def get_success_url(self) -> str:
        next_url = self.next_url()
        return reverse("accounts:code_confirm", query={"next": next_url} if next_url else None)

    def form_valid(self, form: AskForm) -> HttpResponse:
        asked = waiting.new(form.cleaned_data["email"])
        form.save(asked, before=waiting.read(self.request))
        response = super().form_valid(form)
        waiting.keep(response, asked)
        return response


@method_decorator(never_cache, name="dispatch")
class CodeView(CodesMixin, LimitedFormMixin, FormView):
    """Type the code. A script that posts JSON, or asks for it, is answered in JSON."""

    template_name = "accounts/codes/confirm.html"
    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if conf.SIGN_IN_CODES and request.method == "POST" and prefers_json(request):
            return sign_in(request)
        found = waiting.read(request)
        if found is None and conf.SIGN_IN_CODES:
            messages.info(request, _("Ask for a code first. It works in the browser that asks."))
            return redirect("accounts:code")
        self.waiting = found
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request, "waiting": self.waiting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"waiting": self.waiting}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        login(self.request, form.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        response = redirect(safe_next(self.request, self.next_url()))
        remember_browser(response, self.request, form.user)
        waiting.drop(response)
        return response
