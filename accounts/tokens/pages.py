from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.ends import AccessEnded
from accounts.sessions.fresh import ConfirmedAccessMixin
from accounts.sessions.kind import current_key
from accounts.tokens.forms import RotateForm
from accounts.tokens.models import Token


@method_decorator(never_cache, name="dispatch")
class RotateView(ConfirmedAccessMixin, LoginRequiredMixin, FormView):
    """Give a token of mine a new key. The answer to the form alone shows it."""

    template_name = "accounts/rotate_token.html"
    form_class = RotateForm

    def back_to(self, request: HttpRequest) -> str:
        return reverse("accounts:rotate_token", kwargs=self.kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = Token.objects.live(now=timezone.now()).filter(user=self.request.user.pk)
        token = get_object_or_404(mine.select_related("user"), pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"token": token}

    def form_valid(self, form: RotateForm) -> HttpResponse:
        try:
            token = form.rotate(made_in=current_key(self.request) or "")
        except AccessEnded as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response({"token": token, "view": self})
