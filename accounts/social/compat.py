"""
Let drf-social-oauth2 3.5 be imported beside social-auth-core 7.

Core 6 renamed three exceptions that drf-social-oauth2 still imports. The old
names are put back, before anything imports it. Delete this file when
tests/accounts/social/test_compat.py says so.
"""

from social_core import exceptions

RENAMED = {
    "AuthTokenError": "AuthCredentialError",
    # Wide: it also covers other wrong settings. Code that catches it asks for
    # ``error.code == "backend_missing"``.
    "MissingBackend": "AuthConfigurationError",
    "NotAllowedToDisconnect": "AuthPolicyError",
}


def restore_names() -> None:
    for old, new in RENAMED.items():
        if not hasattr(exceptions, old):
            setattr(exceptions, old, getattr(exceptions, new))
