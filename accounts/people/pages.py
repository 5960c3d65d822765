from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, UpdateView, View

from accounts import credentials
from accounts.conf import conf
from accounts.limited import LimitedFormMixin
from accounts.people import forms, leaving, personal, renaming
from accounts.people.models import User
from accounts.people.registration.rules import Taken
from accounts.redirects import safe_next
from accounts.sessions.fresh import ConfirmedAccessMixin


class ProfileView(LoginRequiredMixin, UpdateView):
    """``next`` leads back to the page whose times are in the zone that was just chosen."""

    template_name = "accounts/profile.html"
    form_class = forms.TimeZoneForm

    def get_success_url(self) -> str:
        next_url = self.request.POST.get("next") or reverse("accounts:profile")
        return safe_next(self.request, next_url)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your time zone is saved."))
        return super().form_valid(form)

    def get_object(self, queryset: Any = None) -> User:
        return cast("User", self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        holds = [
            (kind.title, len(kind.held(self.object, now=now, request=self.request)))
            for kind in credentials.kinds()
        ]
        return super().get_context_data(holds=holds, **kwargs)


@method_decorator(never_cache, name="dispatch")
class DownloadView(LoginRequiredMixin, View):
    """Everything that is held about me, as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        about = personal.of(user, now=timezone.now())
        written = {"indent": 2, "ensure_ascii": False}
        return JsonResponse(about, json_dumps_params=written, headers=personal.HEADERS)


class DeleteView(ConfirmedAccessMixin, LoginRequiredMixin, TemplateView):
    """Delete my account. GET says what ends and what stays, and asks."""

    template_name = "accounts/delete.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        try:
            leaving.delete(user, now=timezone.now())
        except leaving.LastSuperuser as refusal:
            context = self.get_context_data(refusal=refusal.detail)
            return self.render_to_response(context, status=refusal.status_code)
        logout(request)
        messages.success(request, _("Your account is deleted."))
        return redirect("accounts:auth")


class UsernameView(ConfirmedAccessMixin, LoginRequiredMixin, LimitedFormMixin, FormView):
    """Change my user name. Everything that acts as me goes on."""

    template_name = "accounts/username.html"
    form_class = forms.UsernameForm
    success_url = reverse_lazy("accounts:profile")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast("User", self.request.user)
        waits = renaming.refusal_of(user, now=timezone.now())
        days = {"change_days": conf.NAME_CHANGE_DAYS, "reuse_days": conf.NAME_REUSE_DAYS}
        return super().get_context_data(waits=waits, **days, **kwargs)

    def form_valid(self, form: forms.UsernameForm) -> HttpResponse:
        try:
            renaming.rename(form.user, form.cleaned_data["username"], now=timezone.now())
        except renaming.RenamedLately as refusal:
            return self.render_to_response(self.get_context_data(), status=refusal.status_code)
        except Taken:
            form.add_error("username", renaming.TAKEN)
            return self.form_invalid(form)
        messages.success(self.request, _("You have another username now."))
        return super().form_valid(form)
