"""The page that asks a person once more who they are, before something that matters."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts import credentials
from accounts.limited import LimitedFormMixin
from accounts.passwords.forms import ConfirmForm
from accounts.programs import TakesJSON
from accounts.redirects import safe_next
from accounts.sessions.fresh import CONFIRMED_WORDS, confirm, sign_in_again


@method_decorator(never_cache, name="dispatch")
class ConfirmAccessView(TakesJSON, LoginRequiredMixin, LimitedFormMixin, FormView):
    """
    Take the password, or what a kind of credential offers here; lead back to ``next``.

    Somebody who has neither signs in again.
    """

    template_name = "accounts/confirm_access.html"
    form_class = ConfirmForm
    said = CONFIRMED_WORDS
    other_members = ("next",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not user.has_usable_password() and not self.offers():
            return sign_in_again(request, self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def offers(self) -> list[dict[str, Any]]:
        """Return each kind that can confirm as well, with its context."""
        return [
            {"kind": kind, **kind.context(self.request)}
            for kind in credentials.kinds()
            if kind.can_confirm(self.request.user)  # type: ignore[arg-type]  # signed in
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        next_url = self.get_success_url()
        return super().get_context_data(**kwargs) | {"next": next_url, "offers": self.offers()}

    def get_success_url(self) -> str:
        given = self.request.POST.get("next") or self.request.GET.get("next")
        return safe_next(self.request, given)

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        confirm(self.request, now=timezone.now())
        return super().form_valid(form)
