from __future__ import annotations

from typing import Any, cast

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, UpdateView, View

from accounts import handover
from accounts.limited import LimitedFormMixin
from accounts.passwords.guessing import remember_browser
from accounts.people.models import User
from accounts.redirects import safe_next
from accounts.second_factor import factors, pending, recovery, totp
from accounts.second_factor.forms import CodeForm, SetupForm
from accounts.second_factor.kind import APP, SecondFactorKind
from accounts.second_factor.models import Passkey
from accounts.sessions import methods
from accounts.sessions.fresh import ConfirmedAccessMixin

CODES = "second_factor:codes"


@method_decorator(never_cache, name="dispatch")
class SignInView(LimitedFormMixin, FormView):
    """The second page of signing in, for whoever gave the right password a moment ago."""

    template_name = "accounts/second_factor/sign_in.html"
    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = pending.read(request)
        if found is None:
            messages.info(request, _("Sign in with your password first."))
            return redirect("accounts:auth")
        self.user, self.next_url, self.by = found
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request, "user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next": self.next_url}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        methods.note(self.request, *self.by, methods.CODE, methods.SEVERAL)
        login(self.request, self.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        response = redirect(safe_next(self.request, self.next_url))
        remember_browser(response, self.request, self.user)
        pending.drop(response)
        return response


@method_decorator(never_cache, name="dispatch")
class OverviewView(LoginRequiredMixin, TemplateView):
    template_name = "accounts/second_factor/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast("User", self.request.user)
        held = SecondFactorKind().held(user, now=timezone.now())
        left = recovery.left(user)
        return super().get_context_data(held=held, left=left, app=APP, **kwargs)


@method_decorator(never_cache, name="dispatch")
class AppView(ConfirmedAccessMixin, LoginRequiredMixin, FormView):
    """
    Show a new secret, and take the first code that an app makes of it.

    The page itself carries the secret, sealed: nothing is stored until a code proves it.
    """

    template_name = "accounts/second_factor/app.html"
    form_class = SetupForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast("User", self.request.user)
        secret = self.shown_secret(user) or totp.new_secret()
        address = totp.address_of(secret, user=user, issuer=self.request.get_host())
        return super().get_context_data(**kwargs) | {
            "sealed": totp.seal(secret, user=user),
            "picture": totp.picture_of(address),
            "address": address,
            "typed": totp.typed(secret),
        }

    def shown_secret(self, user: User) -> bytes | None:
        """Return the secret of the form that was sent: a mistyped code is no new start."""
        try:
            return totp.unseal(
                self.request.POST.get("sealed", ""), user=user, seconds=factors.SETUP_TIME
            )
        except (InvalidToken, ValueError):
            return None

    def form_valid(self, form: SetupForm) -> HttpResponse:
        messages.success(self.request, _("The second factor is on."))
        return show_codes(self.request, form.codes)


def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    response = redirect(CODES)
    handover.give(response, request, reverse(CODES), {"codes": " ".join(codes)})
    return response


@method_decorator(never_cache, name="dispatch")
class CodesView(ConfirmedAccessMixin, LoginRequiredMixin, View):
    """Show new recovery codes, once. POST makes new ones, and ends the old."""

    def back_to(self, request: HttpRequest) -> str:
        return reverse("second_factor:overview")

    def get(self, request: HttpRequest) -> HttpResponse:
        codes = handover.take(request).get("codes", "").split()
        response = render(request, "accounts/second_factor/codes.html", {"codes": codes})
        handover.drop(response)
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        return show_codes(request, factors.new_codes(cast("User", request.user)))


@method_decorator(never_cache, name="dispatch")
class RenameView(ConfirmedAccessMixin, LoginRequiredMixin, UpdateView):
    """Give a passkey of mine another name."""

    template_name = "accounts/second_factor/rename.html"
    fields = ["name"]
    success_url = reverse_lazy("second_factor:overview")

    def get_queryset(self) -> Any:
        return Passkey.objects.filter(user=self.request.user.pk)

    def form_valid(self, form: Any) -> HttpResponse:
        # Not ``form.save``: it would write an old ``sign_count`` over a newer one.
        factors.rename_passkey(self.object, form.cleaned_data["name"])
        return redirect(self.success_url)


class TurnOffView(ConfirmedAccessMixin, LoginRequiredMixin, TemplateView):
    """GET asks, POST does."""

    template_name = "accounts/second_factor/off.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        factors.turn_off(cast("User", request.user))
        messages.success(request, _("The second factor is off: your password alone signs you in."))
        return redirect("second_factor:overview")
