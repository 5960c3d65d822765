"""A client id that is an address: its document describes the program."""

from datetime import datetime
from typing import Any

from oauth2_provider.cimd import is_cimd_client_id
from oauth2_provider.models import Application
from oauth2_provider.settings import oauth2_settings


def must_fetch(client_id: Any, *, now: datetime) -> bool:
    """Tell whether the toolkit will call the address: the document is unknown or too old."""
    if not oauth2_settings.CIMD_ENABLED or not is_cimd_client_id(client_id):
        return False
    fresh = Application.objects.filter(client_id=client_id).exclude(cimd_expires_at__lt=now)
    return not fresh.exists()


def is_over(application: Application) -> bool:
    """Tell whether it was known by its document alone, and none are read here any more."""
    return not oauth2_settings.CIMD_ENABLED and application.registration_source == "cimd"
