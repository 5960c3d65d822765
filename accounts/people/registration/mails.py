"""Requests for an account are answered by a mail, on the page or by the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from accounts import mail
from accounts.names import email_key
from accounts.people import reserved
from accounts.people.registration import rules
from accounts.people.registration.models import Registration


def register(request: HttpRequest, *, username: str, email: str, now: datetime) -> None:
    """Mail a link to ``email``; its owner learns there whether the name and address are free."""
    code = rules.ask(username=username, email=email, now=now)
    _mail_registration(request, code, username=username, email=email, now=now)


def register_again(request: HttpRequest, *, email: str, now: datetime) -> None:
    """Mail a new link for what was last asked for with ``email``, if anything was."""
    since = now - Registration.LIFETIME
    asked = Registration.objects.filter(email__iexact=email, created_at__gt=since)
    if last := asked.order_by("pk").last():
        code = rules.code_of(last)
        _mail_registration(request, code, username=last.username, email=last.email, now=now)


def _mail_registration(
    request: HttpRequest, code: str, *, username: str, email: str, now: datetime
) -> None:
    user = rules.existing_user(username=username, email=email)
    is_theirs = user is not None and user.email_key == email_key(email)
    context: dict[str, Any] = {"user": user if is_theirs else None}
    context["url"] = mail.link(request, "accounts:register_confirm", code)
    # Asked for every name: the time of the answer does not tell which has an owner.
    is_reserved = reserved.is_reserved(username, now=now)
    is_taken = user is not None or is_reserved
    mail.send("registration_taken" if is_taken else "registration", context, to=email)
