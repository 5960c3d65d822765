"""Django looks here for the models of ``oauth``; options of their own folder have theirs there."""

from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.device.models import DeviceDetails
from accounts.oauth.dpop import models as _dpop  # noqa: F401
from accounts.oauth.models.applications import OptionalPKCE, Registration, ResourceServer
from accounts.oauth.models.consents import Consent
from accounts.oauth.models.tokens import MadeIn, RefreshScope
from accounts.oauth.pushed import models as _pushed  # noqa: F401

__all__ = [
    "ClientKeys",
    "Consent",
    "DeviceDetails",
    "MadeIn",
    "OptionalPKCE",
    "RefreshScope",
    "Registration",
    "ResourceServer",
]
