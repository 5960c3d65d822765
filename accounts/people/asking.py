"""Requests that are answered by a mail, on a page or by the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts import mail
from accounts.names import email_key
from accounts.people import email as new_address
from accounts.people import registration, reserved
from accounts.people.models import Registration, User


def register(request: HttpRequest, *, username: str, email: str, now: datetime) -> None:
    """Mail a link to ``email``; its owner learns there whether the name and address are free."""
    code = registration.ask(username=username, email=email, now=now)
    _mail_registration(request, code, username=username, email=email)


def register_again(request: HttpRequest, *, email: str, now: datetime) -> None:
    """Mail a new link for what was last asked for with ``email``, if anything was."""
    since = now - Registration.LIFETIME
    asked = Registration.objects.filter(email__iexact=email, created_at__gt=since)
    if last := asked.order_by("pk").last():
        code = registration.code_of(last)
        _mail_registration(request, code, username=last.username, email=last.email)


def _mail_registration(request: HttpRequest, code: str, *, username: str, email: str) -> None:
    user = registration.existing_user(username=username, email=email)
    is_theirs = user is not None and user.email_key == email_key(email)
    context: dict[str, Any] = {"user": user if is_theirs else None}
    context["url"] = mail.link(request, "accounts:register_confirm", code)
    # Asked for every name: the time of the answer does not tell which has an owner.
    is_reserved = reserved.is_reserved(username, now=timezone.now())
    is_taken = user is not None or is_reserved
    mail.send("registration_taken" if is_taken else "registration", context, to=email)


def change_address(request: HttpRequest, user: User, email: str) -> None:
    """Mail a link to ``email``, which is the user's once it is confirmed."""
    context = {"url": mail.link(request, "accounts:email_confirm", new_address.ask(user, email))}
    owner = registration.existing_user(email=email)
    is_taken = owner is not None and owner != user
    mail.send("email_taken" if is_taken else "email", context, to=email)


def confirm_address(user: User, code: str, *, now: datetime) -> None:
    """
    Give ``user`` the address in ``code``, and tell the old one.

    :raises Taken: when the code is old, used or another's, or somebody else has the address.
    """
    before, email = user.email, new_address.find(user, code)
    may_undo = new_address.may_undo(user, now=now)
    if email is None:
        raise registration.Taken
    new_address.confirm(user, email, now=now)
    if before and email_key(before) != email_key(email):
        undo = new_address.undo_code(user, before) if may_undo else ""
        url = undo and mail.link(None, "accounts:email_undo", undo)
        mail.send("email_changed", {"user": user, "url": url}, to=before)
