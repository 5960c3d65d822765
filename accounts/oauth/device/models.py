from typing import Any

from django.db import models
from oauth2_provider.settings import oauth2_settings


class DeviceDetails(models.Model):
    """
    More about a pair of codes than the toolkit has columns for.

    ``resource`` is what the program asked for (RFC 8707), ``claims`` tells how the person
    signed in who allowed it; both are for the tokens.
    """

    device = models.OneToOneField(
        oauth2_settings.DEVICE_GRANT_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="details",
        swappable=False,
    )
    resource = models.JSONField(default=list)
    claims = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.device)


def details_of(device: Any) -> DeviceDetails:
    """Return those of a row of ``DEVICE_GRANT_MODEL``; one without has empty ones."""
    return DeviceDetails.objects.filter(device=device).first() or DeviceDetails()
