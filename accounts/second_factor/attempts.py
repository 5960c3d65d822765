from django.http import HttpRequest

from accounts.addresses import client_network
from accounts.attempts import Attempt


def passkey_start(request: HttpRequest) -> Attempt:
    """One question for a passkey; nobody gets as many as they like."""
    return Attempt(("passkey_start", (client_network(request),)))
