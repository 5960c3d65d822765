from django.db import models
from oauth2_provider.settings import oauth2_settings


class ClientKeys(models.Model):
    """The public keys of an application, a JWK Set; see ``keys``. Its secret is good no more."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="client_keys",
        swappable=False,
    )
    jwks = models.TextField()

    def __str__(self) -> str:
        return str(self.application)
