from django.http import HttpRequest

from accounts.addresses import client_network
from accounts.attempts import Attempt, subject


def secret_guess(request: HttpRequest, client_id: str) -> Attempt:
    """
    One guess at an application's secret, which is random: no count spans all addresses.

    Secrets and passwords are counted apart. The passwords that people mistype at an
    application all come from its address, and must not keep it out as well.
    """
    client, address = subject(f"client:{client_id}"), client_network(request)
    return Attempt(("account_and_address", (client, address)), ("address", ("secrets", address)))


def code_guess(request: HttpRequest) -> Attempt:
    """One guess at the code that a program shows: all of these codes are guessed at at once."""
    person, address = str(request.user.pk), client_network(request)
    return Attempt(("account_and_address", ("codes", person)), ("address", ("codes", address)))


def device_request(request: HttpRequest) -> Attempt:
    """One program that asks for codes; anybody can, since public clients have no secret."""
    return Attempt(("address", ("devices", client_network(request))))


def pushed_by_address(request: HttpRequest) -> Attempt:
    """One request that is pushed for a public client: anybody can."""
    return Attempt(("address", ("pushed", client_network(request))))


def pushed_by_client(client_id: str) -> Attempt:
    """One request of a confidential client, which serves all of its people from one address."""
    return Attempt(("pushed_request", (subject(f"client:{client_id}"),)))


def registration(request: HttpRequest) -> Attempt:
    """One program that registers itself, where anybody may."""
    return Attempt(("client_registration", (client_network(request),)))


def document_fetch(request: HttpRequest) -> Attempt:
    """One call to the address that is a client id: anybody can have the server make it."""
    return Attempt(("client_document", (client_network(request),)))
