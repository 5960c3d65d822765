"""
Whose session proved lately who its person is ("sudo").

Changes that matter most ask for that: a stolen session is hardly ever so young. Signing in proves
it, and so does a password or a second factor given on the page "Confirm access". Callers
with a token have no session. Their token cannot be confirmed, and reaches the second factor
never: see ``IsFreshSession``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts import credentials
from accounts.clocks import is_from_future
from accounts.conf import conf
from accounts.events import get_logger
from accounts.negotiation import prefers_json
from accounts.programs import refuse
from accounts.sessions.authentication import SessionAuthentication
from accounts.sessions.opening import signed_in_at

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

logger = get_logger(__name__)

CONFIRMED = "_confirmed_at"
CONFIRMED_WORDS = gettext_lazy("You have confirmed your access. You can go on.")


def is_fresh(request: HttpRequest, *, now: datetime) -> bool:
    """Tell whether the session's person proved who they are within ``FRESH_SESSION_AGE``."""
    confirmed = request.session.get(CONFIRMED)
    proofs = [signed_in_at(request), confirmed and datetime.fromisoformat(confirmed)]
    return any(
        at and not is_from_future(at, now=now) and now - at < timedelta(seconds=age())
        for at in proofs
    )


def age() -> int:
    return conf.FRESH_SESSION_AGE


def confirm(request: HttpRequest, *, now: datetime) -> None:
    """Note that the person of the session proved at ``now`` who they are."""
    request.session[CONFIRMED] = now.isoformat()
    logger.info("access confirmed", user=request.user, scheme="session")


class ReauthenticationRequired(PermissionDenied):
    default_code = "reauthentication_required"
    default_detail = gettext_lazy(
        "Confirm first that it is you: send your password to /accounts/api/confirm-access, or "
        "sign in again. A token cannot do this."
    )


def require_fresh(request: Request) -> None:
    """
    Ask callers with a session for a fresh one.

    :raises ReauthenticationRequired: when it is not.
    """
    by_session = isinstance(request.successful_authenticator, SessionAuthentication)
    if by_session and not is_fresh(request._request, now=timezone.now()):
        raise ReauthenticationRequired


def require_fresh_session(request: Request) -> None:
    """
    Ask everybody for a fresh session, callers with a token as well.

    :raises ReauthenticationRequired: when there is none.
    """
    require_fresh(request)
    if not isinstance(request.successful_authenticator, SessionAuthentication):
        raise ReauthenticationRequired


class IsFreshSession(BasePermission):
    """Changes are for people in a fresh session: no token, and no application."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method not in SAFE_METHODS:
            require_fresh_session(request)
        return True


def sign_in_again(request: HttpRequest, next_url: str) -> HttpResponseBase:
    """
    Send somebody without a password to the sign-in page, and back to ``next_url``; say why.

    A person who holds something else that confirms access is asked for that.
    """
    user: Any = request.user
    if any(kind.can_confirm(user) for kind in credentials.kinds()):
        return ask_again(request, next_url)
    text = _("Sign in again first: you have no password that we could ask for.")
    if prefers_json(request):
        return refuse(request, PermissionDenied(text, ReauthenticationRequired.default_code))
    messages.info(request, text)
    return redirect_to_login(next_url)


def ask_again(request: HttpRequest, next_url: str) -> HttpResponseBase:
    """Send the person to the page "Confirm access", and back to ``next_url``."""
    if prefers_json(request):
        return refuse(request, ReauthenticationRequired())
    if request.method == "POST":  # what was sent is not kept
        text = _("Nothing has changed yet. Confirm that it is you, then do it again.")
        messages.info(request, text)
    return redirect(f"{reverse('accounts:confirm_access')}?{urlencode({'next': next_url})}")


class FreshSessionMixin:
    """A page for people who are asked for their password, or else for a fresh session."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        is_asked = user.is_authenticated and not user.has_usable_password()
        if is_asked and not is_fresh(request, now=timezone.now()):
            return sign_in_again(request, request.get_full_path())
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class ConfirmedAccessMixin:
    """A page that asks everybody for a fresh session; put it before ``LoginRequiredMixin``."""

    def back_to(self, request: HttpRequest) -> str:
        return request.get_full_path()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_fresh(request, now=timezone.now()):
            return ask_again(request, self.back_to(request))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
