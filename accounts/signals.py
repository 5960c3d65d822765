from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save

from accounts.sessions import describe_opening


def connect() -> None:
    post_save.connect(
        issue_initial_token,
        sender=settings.AUTH_USER_MODEL,
        dispatch_uid="accounts.issue_initial_token",
    )
    user_logged_in.connect(describe_opening, dispatch_uid="accounts.describe_opening")


def issue_initial_token(sender, instance, created, raw, using, **kwargs) -> None:
    """
    Make the first token of each new user.

    Its key rides on the saved instance (``user.initial_token.key``), because no
    one can read it later. ``raw`` is loaddata: a fixture brings its own tokens.
    """
    from accounts.models import Token

    if created and not raw:
        instance.initial_token = Token.objects.using(using).create(user=instance, name="initial")
