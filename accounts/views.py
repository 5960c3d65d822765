"""The pages: Django's own views, and what each adds."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, UpdateView, View

from accounts import api, credentials, forms, mail, registration
from accounts.mixins import CredentialsActionMixin
from accounts.models import Session, Token
from accounts.negotiation import prefers_json
from accounts.oauth import applications
from accounts.oauth.social.pages import ShowsProviders
from accounts.sessions import digest
from accounts.throttling import remember_browser

TOKEN_COOKIE = "token"  # noqa: S105  where the pages' token mode keeps its key


class LimitedFormMixin:
    """Answer 429 where the form says that there were too many attempts."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.refusal:
            response.status_code = form.refusal.status_code
            response["Retry-After"] = form.refusal.wait
        return response


class RequestFormMixin(LimitedFormMixin):
    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.request = self.request
        return form


# Sign-in ----------------------------------------------------------------------


class SignInView(ShowsProviders, LimitedFormMixin, auth_views.LoginView):
    """The sign-in page. A script that posts JSON, or asks for it, is answered in JSON."""

    template_name = "accounts/sign_in.html"
    form_class = forms.SignInForm

    def post(self, request, *args, **kwargs):
        return api.sign_in(request) if prefers_json(request) else super().post(request)

    def form_valid(self, form):
        response = super().form_valid(form)
        remember_browser(response, self.request, form.get_user().get_username())
        return response


@method_decorator(never_cache, name="dispatch")
class SignOutView(auth_views.LogoutView):
    """GET asks, POST does: a link or an image elsewhere signs nobody out."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request):
        return render(request, "accounts/sign_out.html")

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        if prefers_json(request):
            response = HttpResponse(status=204)
        else:
            messages.success(request, _("You are signed out."))
        response.delete_cookie(TOKEN_COOKIE, samesite="Strict")
        return response


# Registration -----------------------------------------------------------------


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


# Passwords --------------------------------------------------------------------


class PasswordChangeView(LimitedFormMixin, auth_views.PasswordChangeView):
    """Change my password: everything else that acts as me ends, this session goes on."""

    template_name = "accounts/password_change.html"
    form_class = forms.PasswordChangeForm
    success_url = reverse_lazy("accounts:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}


class PasswordResetView(RequestFormMixin, auth_views.PasswordResetView):
    template_name = "accounts/password_reset.html"
    form_class = forms.PasswordResetForm
    email_template_name = "accounts/email/password_reset.txt"
    subject_template_name = "accounts/email/password_reset_subject.txt"
    success_url = reverse_lazy("accounts:password_reset_sent")


class PasswordResetConfirmView(auth_views.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:password_reset_done")


# My account -------------------------------------------------------------------


class ProfileView(LoginRequiredMixin, UpdateView):
    """``next`` leads back to the page whose times are in the zone that was just chosen."""

    template_name = "accounts/profile.html"
    form_class = forms.TimeZoneForm

    def get_success_url(self):
        next_url = self.request.POST.get("next") or reverse("accounts:profile")
        return api.safe_next(self.request, next_url)

    def get_object(self, queryset=None):
        return self.request.user


class EmailView(LoginRequiredMixin, RequestFormMixin, FormView):
    template_name = "accounts/email.html"
    form_class = forms.EmailForm
    success_url = reverse_lazy("accounts:profile")

    def form_valid(self, form):
        user, email = self.request.user, form.cleaned_data["email"]
        code = registration.ask_for_email(user, email)
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
            confirmed = registration.confirm_email(request.user, code, now=timezone.now())
        except registration.Taken:
            confirmed = False
        if confirmed:
            messages.success(request, _("Your address is confirmed."))
        else:
            messages.error(request, _("This link is too old or was used. Ask for another."))
        return redirect("accounts:profile")


@method_decorator(never_cache, name="dispatch")
class CredentialsView(ShowsProviders, LoginRequiredMixin, FormView):
    """All that can act as me; POST makes a token, whose key this answer alone shows."""

    template_name = "accounts/credentials.html"
    form_class = forms.TokenForm

    def form_valid(self, form):
        form.instance.user = self.request.user
        context = self.get_context_data(form=self.form_class(), token_key=form.save().key)
        return self.render_to_response(context)

    def get_context_data(self, **kwargs):
        now, user = timezone.now(), self.request.user
        sessions = list(Session.objects.live(now=now).filter(user=user))
        for session in sessions:
            session.is_current = session.session_key == digest(self.request.session.session_key)
        return super().get_context_data(
            tokens=Token.objects.live(now=now).filter(user=user),
            sessions=sessions,
            connections=applications.connections(user, now=now),
            **kwargs,
        )


class TokenRevokeView(CredentialsActionMixin, View):
    def post(self, request, pk):
        token = get_object_or_404(Token.objects.live(now=timezone.now()), pk=pk, user=request.user)
        credentials.revoke_token(token, now=timezone.now())
        return redirect("accounts:credentials")


class SessionRevokeView(CredentialsActionMixin, View):
    def post(self, request, pk):
        credentials.end_session(get_object_or_404(Session, pk=pk, user=request.user))
        return redirect("accounts:credentials")


class ApplicationRevokeView(CredentialsActionMixin, View):
    def post(self, request, pk):
        credentials.end_oauth_access(now=timezone.now(), user=request.user, application=pk)
        return redirect("accounts:credentials")


class EndAccessView(CredentialsActionMixin, View):
    """Sign out everywhere: here too, and every token."""

    def post(self, request):
        credentials.end_access(request.user, now=timezone.now())
        logout(request)
        messages.success(request, _("All access has ended, here as well. Sign in again."))
        return redirect("accounts:auth")
