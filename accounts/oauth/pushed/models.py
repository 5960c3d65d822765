from django.db import models
from oauth2_provider.settings import oauth2_settings


class PushedRequest(models.Model):
    """An authorization request that waits for the browser; see ``requests``."""

    reference_digest = models.CharField(max_length=64, primary_key=True)
    application = models.ForeignKey(
        oauth2_settings.APPLICATION_MODEL,
        models.CASCADE,
        related_name="pushed_requests",
        swappable=False,
    )
    parameters = models.TextField()
    expires_at = models.DateTimeField(db_index=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.application)


class PushesOnly(models.Model):
    """An application whose requests are taken only if they were pushed (RFC 9126 §6)."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="pushes_only",
        swappable=False,
    )

    def __str__(self) -> str:
        return str(self.application)
