"""Rows beside the toolkit's applications."""

from django.db import models
from oauth2_provider.settings import oauth2_settings


class ResourceServer(models.Model):
    """An application that is an API: it may introspect the tokens of all other ones."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="resource_server",
        swappable=False,
    )

    def __str__(self) -> str:
        return str(self.application)


class Registration(models.Model):
    """An application that registered itself, and the digest of the token that changes it."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="registration",
        swappable=False,
    )
    token_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.application)


class OptionalPKCE(models.Model):
    """A confidential application that may sign people in by OpenID Connect without PKCE."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="optional_pkce",
        swappable=False,
    )

    def __str__(self) -> str:
        return str(self.application)
