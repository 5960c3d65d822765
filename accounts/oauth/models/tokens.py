"""Rows beside the toolkit's tokens."""

from django.db import models
from oauth2_provider.settings import oauth2_settings


class RefreshScope(models.Model):
    """
    The scope of a refresh token whose access token was asked to have less.

    A narrower access token leaves the refresh token as it is (RFC 6749 §6). The
    toolkit keeps a scope with access tokens alone.
    """

    refresh_token = models.OneToOneField(
        oauth2_settings.REFRESH_TOKEN_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="kept",
        swappable=False,
    )
    scope = models.TextField()

    def __str__(self) -> str:
        return self.scope


class MadeIn(models.Model):
    """
    The session in which a person let a family of tokens be made: whoever ends it ends them.

    ``manage.py prune`` deletes the rows of sessions that are gone.
    """

    family = models.UUIDField(primary_key=True)
    session_key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return str(self.family)
