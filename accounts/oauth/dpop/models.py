from django.db import models
from oauth2_provider.settings import oauth2_settings


class AccessTokenKey(models.Model):
    """The key that an access token is bound to: the SHA-256 of it (RFC 9449 §6)."""

    access_token = models.OneToOneField(
        oauth2_settings.ACCESS_TOKEN_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="key",
        swappable=False,
    )
    thumbprint = models.CharField(max_length=43)

    def __str__(self) -> str:
        return self.thumbprint


class RefreshTokenKey(models.Model):
    """The same of a refresh token. Those of public clients alone are bound."""

    refresh_token = models.OneToOneField(
        oauth2_settings.REFRESH_TOKEN_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="key",
        swappable=False,
    )
    thumbprint = models.CharField(max_length=43)

    def __str__(self) -> str:
        return self.thumbprint


class SpentProof(models.Model):
    """A proof or an assertion that was used: see ``freshness`` and ``assertions.proofs``."""

    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest
