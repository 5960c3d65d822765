from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from accounts.limited import LimitedFormMixin
from accounts.people.email import forms, mails, rules
from accounts.people.registration.rules import Taken
from accounts.programs import TakesJSON
from accounts.sessions.fresh import FreshSessionMixin


class EmailView(FreshSessionMixin, TakesJSON, LoginRequiredMixin, LimitedFormMixin, FormView):
    template_name = "accounts/email.html"
    form_class = forms.EmailForm
    success_url = reverse_lazy("accounts:profile")
    said = gettext_lazy("Open the link in the mail to confirm the address.")
    said_status = 202

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request, "user": self.request.user}

    def form_valid(self, form: forms.EmailForm) -> HttpResponse:
        mails.change_address(self.request, form.user, form.cleaned_data["email"])
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
        email = rules.find(user, code)
        status = 200 if email else 410
        return render(request, "accounts/email_confirm.html", {"email": email}, status=status)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        user: Any = request.user
        try:
            mails.confirm_address(user, code, now=timezone.now())
        except Taken:
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
        found = rules.find_undo(code)
        context = {"email": found[1] if found else None}
        status = 200 if found else 410
        return render(request, "accounts/email_undo.html", context, status=status)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        found = rules.find_undo(code)
        try:
            if found is None:
                raise Taken
            rules.undo(*found, now=timezone.now())
        except Taken:
            return render(request, "accounts/email_undo.html", status=410)
        text = _("Your address is back, and all access has ended. Choose a new password now.")
        messages.success(request, text)
        return redirect("accounts:password_reset")
