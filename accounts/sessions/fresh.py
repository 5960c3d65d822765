"""
Whose session is young enough for what matters.

A person with a password is asked for it. One who came by a social account has none, so
the sign-in itself has to be fresh: a stolen session is hardly ever that young.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied

from accounts.clocks import is_from_future
from accounts.conf import conf
from accounts.negotiation import prefers_json
from accounts.programs import refuse
from accounts.sessions.opening import signed_in_at


def is_fresh(request: HttpRequest, *, now: datetime) -> bool:
    """Tell whether the session of ``request`` was opened within ``FRESH_SESSION_AGE``."""
    at = signed_in_at(request)
    if at is None or is_from_future(at, now=now):
        return False
    return now - at < timedelta(seconds=conf.FRESH_SESSION_AGE)


def sign_in_again(request: HttpRequest, next_url: str) -> HttpResponseBase:
    """Send the person to the sign-in page, and back to ``next_url``; say why."""
    text = _("Sign in again first: you have no password that we could ask for.")
    if prefers_json(request):
        return refuse(request, PermissionDenied(text, "reauthentication_required"))
    messages.info(request, text)
    return redirect_to_login(next_url)


class FreshSessionMixin:
    """A page for people who are asked for their password, or else for a fresh session."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        is_asked = user.is_authenticated and not user.has_usable_password()
        if is_asked and not is_fresh(request, now=timezone.now()):
            return sign_in_again(request, request.get_full_path())
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
