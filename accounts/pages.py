"""The page of everything that can act for a person, and its buttons."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from accounts import credentials
from accounts.ends import Event, Fate, fate
from accounts.passwords.forms import AlsoEndsForm
from accounts.passwords.guessing import remember_browser
from accounts.people.models import User
from accounts.sessions.fresh import ask_again, is_fresh
from accounts.sessions.kind import current_key

COLUMNS = ("address", "created_at", "ends_at")
SHOWN = 20  # of each kind, unless the address has ``?all=<kind>``


class ShowsKinds(TemplateResponseMixin, ContextMixin):
    """A page with what each kind of credential adds: ``kinds``, each with its context."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs["kinds"] = [
            {"kind": kind, **kind.context(self.request)} for kind in credentials.kinds()
        ]
        return super().get_context_data(**kwargs)

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        # Chromium holds the redirect after a form to form-action as well.
        if origins := credentials.form_action():
            response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # django-csp reads it
        return response


@method_decorator(never_cache, name="dispatch")
class CredentialsView(ShowsKinds, LoginRequiredMixin, TemplateView):
    """Everything that can act for me."""

    template_name = "accounts/credentials.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        now, user = timezone.now(), self.request.user
        for section in context["kinds"]:
            held = section["kind"].held(user, now=now, request=self.request)
            is_whole = self.request.GET.get("all") == section["kind"].name
            section["held"] = shown = held if is_whole else held[:SHOWN]
            section["more"] = len(held) - len(shown)
            # A column that no row fills is left out.
            filled = {name for name in COLUMNS if any(getattr(one, name) for one in shown)}
            section["shows"] = filled
        return context


class CredentialsActionMixin(LoginRequiredMixin):
    """Only posted to: who has to sign in first comes back to the page with the button."""

    http_method_names: Sequence[str] = ["post", "options"]

    def handle_no_permission(self) -> HttpResponseRedirect:
        return redirect_to_login(reverse("accounts:credentials"))


class CreateView(CredentialsActionMixin, CredentialsView):
    """Create a credential by the form of its ``kind``. This answer alone shows its secret."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, kind: str) -> HttpResponseRedirect:
        return redirect("accounts:credentials")

    def post(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if not is_fresh(request, now=timezone.now()):
            return ask_again(request, reverse("accounts:credentials"))
        found = credentials.find(kind)
        form = found.form(request.user, request.POST) if found else None
        if found is None or form is None:
            raise Http404
        secret = form.create(made_in=current_key(request) or "") if form.is_valid() else None
        context = self.get_context_data(created=found, secret=secret)
        section = next(one for one in context["kinds"] if one["kind"] is found)
        section["form"] = found.form(request.user) if secret else form
        return self.render_to_response(context)


class RevokeView(CredentialsActionMixin, View):
    """End one credential of mine: ``kind`` and ``pk`` in the path say which."""

    def post(self, request: HttpRequest, kind: Any, pk: Any) -> HttpResponseBase:
        found = credentials.find(kind)
        if found and found.needs_fresh and not is_fresh(request, now=timezone.now()):
            return ask_again(request, reverse("accounts:credentials"))
        try:
            if found is None or not found.end(request.user, pk, now=timezone.now()):
                raise Http404
            messages.success(request, _("That has ended, and no longer works."))
        except credentials.CannotEnd as refusal:
            messages.error(request, str(refusal))
        return redirect("accounts:credentials")


class RevokeAllView(CredentialsActionMixin, View):
    """End all that I hold of a ``kind`` whose section of the page has the button."""

    def post(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        found = credentials.find(kind)
        if found is None or not found.end_all_title:
            raise Http404
        found.end_all(request.user, now=timezone.now())
        messages.success(request, _("All of them have ended, and no longer work."))
        return redirect("accounts:credentials")


class EndAccessForm(AlsoEndsForm):
    event = Event.ALL_ENDED


class EndAccessView(CredentialsActionMixin, View):
    """Sign out everywhere: here too, and every token. GET says what ends, and asks."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.ask(request, self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.ask(request, form)
        user = User.objects.get(pk=request.user.pk)
        try:
            with transaction.atomic():
                credentials.end_access(user, now=timezone.now())
                form.end_chosen(user)
        except credentials.CannotEnd as refusal:
            form.add_error("also", str(refusal))
            return self.ask(request, form)
        logout(request)
        messages.success(request, _("You have been signed out everywhere, including here."))
        response = redirect("accounts:auth")
        remember_browser(response, request, user)
        return response

    def form(self, data: Any = None) -> EndAccessForm:
        form = EndAccessForm(data)
        form.offer(self.request.user)
        return form

    def ask(self, request: HttpRequest, form: EndAccessForm) -> HttpResponse:
        ending = [
            (kind, kind.held(request.user, now=timezone.now(), request=request))
            for kind in credentials.kinds()
            if fate(kind.name, form.event) is Fate.ENDS
        ]
        return render(request, "accounts/end_access.html", {"form": form, "ending": ending})
