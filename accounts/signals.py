"""Which receivers of ``accounts`` are connected to what."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save, pre_save

from accounts.events import happened
from accounts.people import languages, notices
from accounts.people.key_fields import fill_keys
from accounts.sessions.opening import describe_opening, note_closing
from accounts.tokens.signals import issue_initial_token


def connect() -> None:
    post_save.connect(
        issue_initial_token,
        sender=settings.AUTH_USER_MODEL,
        dispatch_uid="accounts.issue_initial_token",
    )
    pre_save.connect(fill_keys, sender=settings.AUTH_USER_MODEL, dispatch_uid="accounts.fill_keys")
    happened.connect(notices.receive, dispatch_uid="accounts.notices")
    user_logged_in.connect(languages.note, dispatch_uid="accounts.languages")
    user_logged_in.connect(describe_opening, dispatch_uid="accounts.describe_opening")
    user_logged_out.connect(note_closing, dispatch_uid="accounts.note_closing")
