from django.http import HttpRequest

from accounts.addresses import client_network
from accounts.attempts import Attempt, subject


def social_start(request: HttpRequest) -> Attempt:
    """One sign-in begun at a provider; each leaves rows until it is finished or pruned."""
    return Attempt(("social_start", (client_network(request),)))


def provider_token(request: HttpRequest, client_id: str) -> Attempt:
    """One provider's token that an application wants converted: we call out to look at it."""
    client = subject(f"client:{client_id}")
    return Attempt(("provider_token", (client, client_network(request))))
