"""Signing in with a provider, in a browser; and on one's own account, connecting one."""

from typing import Any

import structlog
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from social_core.exceptions import AuthSessionError, SocialAuthBaseException
from social_django.utils import load_strategy

from accounts.ends import fingerprint, is_fingerprint
from accounts.passwords.forms import ConfirmForm
from accounts.passwords.guessing import remember_browser
from accounts.redirects import safe_next
from accounts.sessions.fresh import is_fresh, sign_in_again
from accounts.social import providers
from accounts.social.attempts import social_start
from accounts.social.base import asked

logger = structlog.get_logger(__name__)

AWAY = gettext_lazy("%(provider)s does not answer. Try again later, or sign in another way.")
NOT_BEGUN = gettext_lazy("This sign-in was not begun in this browser, or too long ago. Try again.")
WORDS = {
    "authorization_declined": gettext_lazy(
        "You did not allow us to see who you are at %(provider)s."
    ),
    "connection_failed": AWAY,
    "email_in_use": gettext_lazy(
        "There is already an account with your email address. Sign in to it with its password or a "
        "connected account, then connect %(provider)s on its page “Access and security”."
    ),
    "identity_in_use": gettext_lazy("This %(provider)s account belongs to another user here."),
    "missing_parameter": NOT_BEGUN,
    "session_context_missing": NOT_BEGUN,
    "state_mismatch": NOT_BEGUN,
    "timeout": AWAY,
    "too_many_accounts": gettext_lazy(
        "You have connected as many accounts as you can. Disconnect one first."
    ),
    "unavailable": AWAY,
    "user_inactive": gettext_lazy("This account is deactivated."),
    "user_mismatch": NOT_BEGUN,
}
FAILED = gettext_lazy("Signing in with %(provider)s did not work. Try again.")


@method_decorator(never_cache, name="dispatch")
class ProviderView(View):
    """Show a refusal of social-auth-core on the page where the sign-in began."""

    def dispatch(self, request: HttpRequest, name: str) -> HttpResponseBase:
        provider = providers.find(name)
        if provider is None:
            raise Http404
        self.backend = provider(load_strategy(request), reverse("social:complete", args=[name]))
        self.purpose = self.backend.recall_purpose()
        try:
            return super().dispatch(request)
        except SocialAuthBaseException as error:
            return self.refuse(error)

    def refuse(self, error: SocialAuthBaseException) -> Any:
        logger.info("social sign-in refused", provider=self.backend.name, code=error.code)
        text = WORDS.get(error.code, FAILED) % {"provider": self.backend.title}
        messages.error(self.request, text)
        if self.purpose.get("connect"):
            return redirect("accounts:credentials")
        if next_url := self.purpose.get("next"):
            return redirect_to_login(next_url)
        return redirect("accounts:auth")


class BeginView(ProviderView):
    """POST, because a link elsewhere must not sign anybody in (login CSRF)."""

    http_method_names = ["post"]

    def ask_for_proof(self, request: HttpRequest) -> HttpResponseBase | None:
        """
        Return None for whoever typed their password, or has none and just signed in.

        A stolen session must not get itself a way in that outlives it.

        :raises TooManyAttempts: when too many passwords were tried.
        """
        page = reverse("accounts:credentials")
        if not request.user.has_usable_password():
            is_proved = is_fresh(request, now=timezone.now())
            return None if is_proved else sign_in_again(request, page)
        form = ConfirmForm(request.POST, request=request)
        if form.is_valid():
            return None
        if form.refusal:
            raise form.refusal
        text = _("Type your password to connect %(provider)s.")
        messages.error(request, text % {"provider": self.backend.title})
        return redirect(page)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        self.purpose = {"next": safe_next(request, request.POST.get("next"))}
        if "connect" in request.POST:
            if not request.user.is_authenticated:
                return redirect_to_login(reverse("accounts:credentials"))
            if refusal := self.ask_for_proof(request):
                return refusal
            # In the session: a stolen session's beginning ends with all access.
            owner = fingerprint(request.user, purpose="connect")
            self.purpose = {"next": reverse("accounts:credentials"), "connect": owner}
        social_start(request).count()
        self.backend.purpose = self.purpose
        response = self.backend.start()
        response._csp_update = {"form-action": self.backend.origins()}
        return response


class CompleteView(ProviderView):
    """The provider sends the browser back to this address (RFC 6749 §4.1.2)."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        connects = self.purpose.get("connect")
        is_theirs = request.user.is_authenticated and is_fingerprint(
            connects or "", request.user, purpose="connect"
        )
        if connects and not is_theirs:
            raise AuthSessionError(self.backend, code="user_mismatch", stage="callback")
        with asked(self.backend):
            user: Any = self.backend.complete(user=request.user if connects else None)
        response = redirect(self.purpose["next"])
        if connects:
            text = _("%(provider)s is connected.") % {"provider": self.backend.title}
            messages.success(request, text)
            return response
        login(request, user)
        remember_browser(response, request, user)
        if user.is_new:
            text = _("Welcome. Your username here is %(name)s.") % {"name": user.get_username()}
            messages.success(request, text)
        return response
