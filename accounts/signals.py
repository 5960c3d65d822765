"""Which receivers of ``accounts`` are connected to what."""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save

from accounts.sessions.opening import describe_opening
from accounts.tokens.signals import issue_initial_token


def connect() -> None:
    post_save.connect(
        issue_initial_token,
        sender=settings.AUTH_USER_MODEL,
        dispatch_uid="accounts.issue_initial_token",
    )
    user_logged_in.connect(describe_opening, dispatch_uid="accounts.describe_opening")
