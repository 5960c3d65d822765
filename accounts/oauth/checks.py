"""Settings that would switch off, in silence, what this package adds to the toolkit."""

from typing import Any

from django.core.checks import CheckMessage, Error, Info, register
from oauth2_provider.settings import oauth2_settings

MIN_TOKEN = 32  # characters
HINT = "Start from accounts.oauth.conf: OAUTH2_PROVIDER = {**conf.OAUTH2_PROVIDER, ...}."


def connect() -> None:
    register(check_validator, "accounts")
    register(check_scopes, "accounts")
    register(check_registration, "accounts")
    register(check_resources, "accounts")
    register(check_pushed_requests, "accounts")
    register(check_dpop, "accounts")
    register(check_jwt_access_tokens, "accounts")
    register(check_issuer, "accounts", deploy=True)


def check_validator(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.validator import Validator

    if issubclass(oauth2_settings.OAUTH2_VALIDATOR_CLASS, Validator):
        return []
    return [
        Error(
            "OAUTH2_PROVIDER lacks accounts.oauth.validator.Validator: guesses at client "
            "secrets are unlimited, and tokens outlive a deactivation and a new password.",
            hint=HINT,
            id="accounts.oauth.E001",
        )
    ]


def check_scopes(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.scopes import Scopes

    if issubclass(oauth2_settings.SCOPES_BACKEND_CLASS, Scopes):
        return []
    return [
        Error(
            "OAUTH2_PROVIDER lacks accounts.oauth.scopes.Scopes: applications can be given "
            "scopes that mean nothing for them.",
            hint=HINT,
            id="accounts.oauth.E002",
        )
    ]


def check_registration(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.conf import conf

    mode, token = conf.CLIENT_REGISTRATION, conf.CLIENT_REGISTRATION_TOKEN
    if mode in {"off", "open"} or (mode == "token" and len(token) >= MIN_TOKEN):
        return []
    return [
        Error(
            f"CLIENT_REGISTRATION is {mode!r}: nobody can tell who may register a client.",
            hint='Set it to "off", "open", or to "token" with a CLIENT_REGISTRATION_TOKEN '
            f"of {MIN_TOKEN} random characters or more.",
            id="accounts.oauth.E003",
        )
    ]


def check_resources(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.authorization_request import fault_of_resources
    from accounts.oauth.conf import conf

    return [
        Error(
            f"RESOURCES has {address!r}, and no token can be made for that.",
            hint="Write whole addresses, such as https://mcp.example.com/mcp.",
            id="accounts.oauth.E004",
        )
        for address in conf.RESOURCES
        if fault_of_resources([address])
    ]


def check_pushed_requests(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.conf import conf

    if conf.PUSHED_REQUESTS in {"off", "on", "required"}:
        return []
    return [
        Error(
            f"PUSHED_REQUESTS is {conf.PUSHED_REQUESTS!r}: nobody can tell whether it is on.",
            hint='Set it to "off", "on", or to "required" if every application pushes.',
            id="accounts.oauth.E010",
        )
    ]


def check_dpop(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.conf import conf

    if conf.DPOP in {"off", "on", "required"} and not (conf.DPOP == "off" and conf.DPOP_NONCE):
        return []
    return [
        Error(
            f"DPOP is {conf.DPOP!r} and DPOP_NONCE is {conf.DPOP_NONCE!r}: no proof would be read.",
            hint='Set DPOP to "on", or to "required" if every client sends proofs; or both to off.',
            id="accounts.oauth.E011",
        )
    ]


def check_jwt_access_tokens(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.conf import conf
    from accounts.oauth.issuer import fixed_issuer

    if not conf.JWT_ACCESS_TOKENS or (oauth2_settings.OIDC_ENABLED and fixed_issuer()):
        return []
    return [
        Error(
            "JWT_ACCESS_TOKENS is on without a key that signs them, or without ISSUER: nobody "
            "could check them.",
            hint="Set OIDC_RSA_PRIVATE_KEY (python -m accounts.oauth.keys makes one) and ISSUER.",
            id="accounts.oauth.E012",
        )
    ]


def check_issuer(**kwargs: Any) -> list[CheckMessage]:
    from accounts.oauth.issuer import fixed_issuer

    if fixed_issuer():
        return []
    return [
        Info(
            "ISSUER is not set: discovery documents and iss follow the Host of each request.",
            hint='Set ISSUER = "https://polls.example.com", this site\'s own address.',
            id="accounts.oauth.I001",
        )
    ]
