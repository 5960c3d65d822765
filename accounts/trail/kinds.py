"""The one list of the events that are kept."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """An event by the words of its log line, and for people."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    PASSWORD_REFUSED = "password_refused", _("A wrong password was tried")
    CODE_REFUSED = "code_refused", _("A wrong code to sign in was tried")
    LOCKED_OUT = "locked_out", _("Too many wrong passwords: locked for some minutes")
    LIFTED = "limit_lifted", _("The limit on wrong passwords was lifted")
    SESSION_ENDED = "session_ended", _("A session was ended")
    SESSIONS_MAKE_ROOM = "sessions_make_room", _("Old sessions ended to make room")
    TOKEN_ISSUED = "token_issued", _("A token was made")
    TOKEN_ROTATED = "token_rotated", _("A token got a new key")
    TOKEN_REVOKED = "token_revoked", _("A token was revoked")
    TOKEN_ELSEWHERE = (
        "token_network_refused",
        _("A token was used from a network that it is not for"),
    )
    TOKENS_ENDED = "tokens_ended", _("Tokens were revoked")
    ALLOWED = "application_allowed", _("An application was allowed to act")
    ISSUED = "access_token_issued", _("An application got access")
    REFRESHED = "access_token_refreshed", _("An application renewed its access")
    REUSED = "tokens_revoked", _("Access ended, because a code or token came twice")
    ASKED_TO_REVOKE = "revocation_asked_for", _("An application gave its access back")
    APPLICATIONS_ENDED = "access_of_applications_ended", _("Access of applications was ended")
    CLIENT_REFUSED = "client_refused", _("A wrong client secret was tried")
    NEW_SECRET = "client_secret_replaced", _("A client secret was replaced")
    REGISTERED_ANEW = "application_registered_anew", _("An application was registered anew")
    CONNECTED = "social_account_connected", _("An account elsewhere was connected")
    DISCONNECTED = "social_account_disconnected", _("An account elsewhere was disconnected")
    FACTOR_ADDED = "second_factor_added", _("A second factor was added")
    FACTOR_REMOVED = "second_factor_removed", _("A second factor was removed")
    FACTOR_OFF = "second_factor_off", _("The second factor was turned off")
    FACTOR_REFUSED = "second_factor_refused", _("A wrong second factor was tried")
    NEW_CODES = "recovery_codes_renewed", _("New recovery codes were made")
    REGISTERED = "account_registered", _("The account was registered")
    PASSWORD_CHANGED = "password_changed", _("The password was changed")
    PASSWORD_DISABLED = "password_disabled", _("The password was removed")
    NAME_CHANGED = "user_name_changed", _("The username was changed")
    EMAIL_CHANGED = "email_changed", _("The email address was changed")
    EMAIL_UNDONE = "email_change_undone", _("The old email address was put back")
    DEACTIVATED = "deactivated", _("The account was switched off or on")
    DELETED = "deleted", _("The account was deleted")
    ALL_ENDED = "all_ended", _("All access was ended")
    STAFF_ADDED = "staff_added", _("Staff added something")
    STAFF_CHANGED = "staff_changed", _("Staff changed something")
    STAFF_DELETED = "staff_deleted", _("Staff deleted something")


#: By the word of the log; one that is not here is shown as it is.
SCHEMES = {
    "password": _("Password"),
    "code": _("Code"),
    "session": _("Session"),
    "token": _("Token"),
}


def choices() -> list[tuple[str, Any]]:
    """For the model: a function is not written into migrations."""
    return Kind.choices


#: Others try these: they are stored even if the request that tried them is rolled back.
FAILURES = {
    Kind.PASSWORD_REFUSED,
    Kind.CODE_REFUSED,
    Kind.LOCKED_OUT,
    Kind.CLIENT_REFUSED,
    Kind.FACTOR_REFUSED,
    Kind.TOKEN_ELSEWHERE,
}


_BY_NAME = {kind.value: kind for kind in Kind}  # Kind.values would be a new list each time


def kind_of(event: str, about: dict[str, Any]) -> Kind | None:
    """Return which kind ``event`` is; None if it is for the log alone, like each API request."""
    name = event.replace(" ", "_")
    if event == "access ended":
        name = about["reason"]
    elif event == "access token issued" and about["grant"] == "refresh_token":
        name = Kind.REFRESHED
    return _BY_NAME.get(name)
