from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.limited import LimitedFormMixin
from accounts.programs import TakesJSON
from accounts.redirects import safe_next
from accounts.second_factor.forms import CodeForm
from accounts.sessions.confirming import ConfirmAccessView
from accounts.sessions.fresh import confirm


@method_decorator(never_cache, name="dispatch")
class ConfirmView(TakesJSON, LoginRequiredMixin, LimitedFormMixin, FormView):
    """Confirm access with a code instead of the password; a program sends ``{"otp": …}``."""

    template_name = "accounts/second_factor/confirm.html"
    form_class = CodeForm
    said = ConfirmAccessView.said
    other_members = ("next",)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request, "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next": self.get_success_url()}

    def get_success_url(self) -> str:
        given = self.request.POST.get("next") or self.request.GET.get("next")
        return safe_next(self.request, given)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        confirm(self.request, now=timezone.now())
        return super().form_valid(form)
