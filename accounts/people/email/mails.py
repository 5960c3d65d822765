"""Requests for another address are answered by a mail, on the page or by the API."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from accounts import mail
from accounts.names import email_key
from accounts.people.email import rules
from accounts.people.models import User
from accounts.people.registration.rules import Taken, existing_user


def change_address(request: HttpRequest, user: User, email: str) -> None:
    """Mail a link to ``email``, which is the user's once it is confirmed."""
    context = {"url": mail.link(request, "accounts:email_confirm", rules.ask(user, email))}
    owner = existing_user(email=email)
    is_taken = owner is not None and owner != user
    mail.send("email_taken" if is_taken else "email", context, to=email)


def confirm_address(user: User, code: str, *, now: datetime) -> None:
    """
    Give ``user`` the address in ``code``, and tell the old one.

    :raises Taken: when the code is old, used or another's, or somebody else has the address.
    """
    before, email = user.email, rules.find(user, code)
    may_undo = rules.may_undo(user, now=now)
    if email is None:
        raise Taken
    rules.confirm(user, email, now=now)
    if before and email_key(before) != email_key(email):
        undo = rules.undo_code(user, before) if may_undo else ""
        url = undo and mail.link(None, "accounts:email_undo", undo)
        mail.send("email_changed", {"user": user, "url": url}, to=before)
