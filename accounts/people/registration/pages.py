from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from accounts.limited import RequestFormMixin
from accounts.negotiation import prefers_json
from accounts.people.registration import forms, mails, rules
from accounts.programs import TakesJSON


class RegisterView(TakesJSON, RequestFormMixin, FormView):
    """Ask for an account; the answer is the same whoever already has the name."""

    template_name = "accounts/register.html"
    form_class = forms.RegistrationForm
    success_url = reverse_lazy("accounts:register_sent")
    said = gettext_lazy(
        "We have sent you an email. Choose your password within three days on the page that its "
        "link opens."
    )
    said_status = 202
    other_members = ("password1", "password2")

    def form_valid(self, form: forms.RegistrationForm) -> HttpResponse:
        asked = {name: form.cleaned_data[name] for name in ("username", "email")}
        mails.register(self.request, **asked, now=timezone.now())
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class RegisterConfirmView(TakesJSON, FormView):
    """Choose a password, which makes the user and signs in. GET changes nothing."""

    template_name = "accounts/register_confirm.html"
    form_class = forms.ChoosePasswordForm
    said = gettext_lazy("Your account is ready, and you are signed in.")
    said_status = 201

    def dispatch(self, request: HttpRequest, *args: Any, code: str) -> HttpResponseBase:
        found = rules.find(code)
        if found is None:
            return gone(request)
        self.registration, self.user = found, rules.user_of(found)
        try:
            return super().dispatch(request, *args, code=code)
        except rules.Taken:
            return gone(request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"registration": self.registration}

    def form_valid(self, form: forms.ChoosePasswordForm) -> HttpResponse:
        form.set_password_and_save(self.user, commit=False)
        rules.confirm(self.registration, self.user, now=timezone.now())
        login(self.request, self.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        context = {"token_key": self.user.initial_token.key}
        return render(self.request, "accounts/register_done.html", context)

    def told(self, form: forms.ChoosePasswordForm) -> dict[str, Any]:
        return super().told(form) | {"token": self.user.initial_token.key}


def gone(request: HttpRequest) -> HttpResponseBase:
    """Answer a link that ended, or whose name or address somebody took meanwhile."""
    if prefers_json(request):
        detail = _("This link was used, or is too old, or somebody took the name meanwhile.")
        return JsonResponse({"detail": detail, "code": "link_ended"}, status=410)
    return render(request, "accounts/register_confirm.html", status=410)
