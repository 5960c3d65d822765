from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, UpdateView, View

from accounts import mail
from accounts.limited import RequestFormMixin
from accounts.people import email as new_address
from accounts.people import forms, registration
from accounts.redirects import safe_next


class RegisterView(RequestFormMixin, FormView):
    """Ask for an account; the answer is the same whoever already has the name."""

    template_name = "accounts/register.html"
    form_class = forms.RegistrationForm
    success_url = reverse_lazy("accounts:register_sent")

    def form_valid(self, form):
        asked = {name: form.cleaned_data[name] for name in ("username", "email")}
        # Before the look-up: the password's hash is what takes time here.
        code = registration.ask(
            **asked, password=form.cleaned_data["password1"], now=timezone.now()
        )
        user = registration.existing_user(**asked)
        path = reverse("accounts:register_confirm", args=[code])
        context = asked | {"user": user, "url": self.request.build_absolute_uri(path)}
        mail.send("registration_taken" if user else "registration", context, to=asked["email"])
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class RegisterConfirmView(View):
    """GET asks, because mail scanners follow links; POST makes the user and signs in."""

    def get(self, request, code):
        found = registration.find(code)
        status = 200 if found else 410
        return render(
            request, "accounts/register_confirm.html", {"registration": found}, status=status
        )

    def post(self, request, code):
        found = registration.find(code)
        try:
            user = found and registration.confirm(found, now=timezone.now())
        except registration.Taken:
            user = None
        if user is None:
            return render(request, "accounts/register_confirm.html", status=410)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        context = {"token_key": user.initial_token.key}
        return render(request, "accounts/register_done.html", context)


class ProfileView(LoginRequiredMixin, UpdateView):
    """``next`` leads back to the page whose times are in the zone that was just chosen."""

    template_name = "accounts/profile.html"
    form_class = forms.TimeZoneForm

    def get_success_url(self):
        next_url = self.request.POST.get("next") or reverse("accounts:profile")
        return safe_next(self.request, next_url)

    def get_object(self, queryset=None):
        return self.request.user


class EmailView(LoginRequiredMixin, RequestFormMixin, FormView):
    template_name = "accounts/email.html"
    form_class = forms.EmailForm
    success_url = reverse_lazy("accounts:profile")

    def form_valid(self, form):
        user, email = self.request.user, form.cleaned_data["email"]
        code = new_address.ask(user, email)
        path = reverse("accounts:email_confirm", args=[code])
        context = {"user": user, "url": self.request.build_absolute_uri(path)}
        taken = registration.existing_user(email=email)
        mail.send("email_taken" if taken else "email", context, to=email)
        messages.info(self.request, _("Follow the link in the mail to confirm the address."))
        return super().form_valid(form)


class EmailConfirmView(LoginRequiredMixin, View):
    """Only for the person who asked, signed in: a link alone moves no address."""

    def get(self, request, code):
        try:
            confirmed = new_address.confirm(request.user, code, now=timezone.now())
        except registration.Taken:
            confirmed = False
        if confirmed:
            messages.success(request, _("Your address is confirmed."))
        else:
            messages.error(request, _("This link is too old or was used. Ask for another."))
        return redirect("accounts:profile")
