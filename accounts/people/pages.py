from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, UpdateView, View

from accounts import credentials
from accounts.conf import conf
from accounts.limited import LimitedFormMixin, RequestFormMixin
from accounts.negotiation import prefers_json
from accounts.people import asking, forms, leaving, personal, registration, renaming
from accounts.people import email as new_address
from accounts.people.models import User
from accounts.programs import TakesJSON
from accounts.redirects import safe_next
from accounts.sessions.fresh import ConfirmedAccessMixin, FreshSessionMixin


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
        asking.register(self.request, **asked, now=timezone.now())
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class RegisterConfirmView(TakesJSON, FormView):
    """Choose a password, which makes the user and signs in. GET changes nothing."""

    template_name = "accounts/register_confirm.html"
    form_class = forms.ChoosePasswordForm
    said = gettext_lazy("Your account is ready, and you are signed in.")
    said_status = 201

    def dispatch(self, request: HttpRequest, *args: Any, code: str) -> HttpResponseBase:
        found = registration.find(code)
        if found is None:
            return gone(request)
        self.registration, self.user = found, registration.user_of(found)
        try:
            return super().dispatch(request, *args, code=code)
        except registration.Taken:
            return gone(request)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"registration": self.registration}

    def form_valid(self, form: forms.ChoosePasswordForm) -> HttpResponse:
        form.set_password_and_save(self.user, commit=False)
        registration.confirm(self.registration, self.user, now=timezone.now())
        login(self.request, self.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        context = {"token_key": self.user.initial_token.key}
        return render(self.request, "accounts/register_done.html", context)

    def told(self, form: forms.ChoosePasswordForm) -> dict[str, Any]:
        return super().told(form) | {"token": self.user.initial_token.key}


class ProfileView(LoginRequiredMixin, UpdateView):
    """``next`` leads back to the page whose times are in the zone that was just chosen."""

    template_name = "accounts/profile.html"
    form_class = forms.TimeZoneForm

    def get_success_url(self) -> str:
        next_url = self.request.POST.get("next") or reverse("accounts:profile")
        return safe_next(self.request, next_url)

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
        except registration.Taken:
            form.add_error("username", renaming.TAKEN)
            return self.form_invalid(form)
        messages.success(self.request, _("You have another username now."))
        return super().form_valid(form)


class EmailView(FreshSessionMixin, TakesJSON, LoginRequiredMixin, LimitedFormMixin, FormView):
    template_name = "accounts/email.html"
    form_class = forms.EmailForm
    success_url = reverse_lazy("accounts:profile")
    said = gettext_lazy("Open the link in the mail to confirm the address.")
    said_status = 202

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request, "user": self.request.user}

    def form_valid(self, form: forms.EmailForm) -> HttpResponse:
        asking.change_address(self.request, form.user, form.cleaned_data["email"])
        messages.info(self.request, str(self.said))
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class EmailConfirmView(LoginRequiredMixin, View):
    """
    Only for the person who asked, signed in: a link alone moves no address.

    GET asks, because mail scanners follow links.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        user: Any = request.user
        email = new_address.find(user, code)
        status = 200 if email else 410
        return render(request, "accounts/email_confirm.html", {"email": email}, status=status)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        user: Any = request.user
        try:
            asking.confirm_address(user, code, now=timezone.now())
        except registration.Taken:
            return render(request, "accounts/email_confirm.html", status=410)
        messages.success(request, _("Your address is confirmed."))
        return redirect("accounts:profile")


@method_decorator(never_cache, name="dispatch")
class EmailUndoView(View):
    """
    The old address takes the account back, without a sign-in: a thief may have the password.

    GET asks, because mail scanners follow links.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        found = new_address.find_undo(code)
        context = {"email": found[1] if found else None}
        status = 200 if found else 410
        return render(request, "accounts/email_undo.html", context, status=status)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        found = new_address.find_undo(code)
        try:
            if found is None:
                raise registration.Taken
            new_address.undo(*found, now=timezone.now())
        except registration.Taken:
            return render(request, "accounts/email_undo.html", status=410)
        text = _("Your address is back, and all access has ended. Choose a new password now.")
        messages.success(request, text)
        return redirect("accounts:password_reset")


def gone(request: HttpRequest) -> HttpResponseBase:
    """Answer a link that ended, or whose name or address somebody took meanwhile."""
    if prefers_json(request):
        detail = _("This link was used, or is too old, or somebody took the name meanwhile.")
        return JsonResponse({"detail": detail, "code": "link_ended"}, status=410)
    return render(request, "accounts/register_confirm.html", status=410)
