"""How an application is set up, as far as people's consent depends on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from accounts.digests import digest
from accounts.oauth.assertions.models import ClientKeys

if TYPE_CHECKING:
    from oauth2_provider.models import Application


def registration_of(application: Application) -> str:
    """Return its grant and type. Another address or secret ends no tokens, and these do."""
    return f"{application.authorization_grant_type} {application.client_type}"


def state_of(application: Application) -> str:
    """Return a digest of all that decides who receives what people allow ``application``."""
    keys = ClientKeys.objects.filter(application=application).values_list("jwks", flat=True)
    return digest(
        json.dumps(
            [
                sorted(set(application.redirect_uris.split())),
                application.authorization_grant_type,
                application.client_type,
                application.client_secret,
                *keys,
            ]
        )
    )
