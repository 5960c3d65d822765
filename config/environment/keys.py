"""Keys that sign, and the credentials that providers of social sign-in give out."""

import re

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.exceptions import ImproperlyConfigured

from config.environment.values import text, wrong

_REMEDY = "Set it to an RSA key in PEM form; make one with: openssl genrsa 2048"


def key_and_secret(name: str) -> dict[str, str]:
    """Return ``<name>_KEY`` and ``<name>_SECRET`` by these names; both or neither."""
    values = {variable: text(variable) for variable in (f"{name}_KEY", f"{name}_SECRET")}
    given = [variable for variable, value in values.items() if value]
    if len(given) == 1:
        (missing,) = values.keys() - given
        raise ImproperlyConfigured(
            f"{missing} is not set, but {given[0]} is. "
            "Set both, as the provider gave them to you, or neither."
        )
    return values if given else {}


def private_key(name: str) -> str:
    """Return an RSA key of 2048 bits or more as PEM; line ends may be written as ``\\n``."""
    keys = _private_keys(name)
    if len(keys) > 1:
        raise wrong(name, "…", "Set it to one key.")
    return keys[0][1] if keys else ""


def private_keys(name: str, *, besides: str) -> list[str]:
    """
    Return any number of keys as ``private_key`` reads them, one after the other.

    :param besides: the variable of the active key. A key that is in both counts once: its
        identifier must not be in the published set twice.
    """
    active, keys = dict(_private_keys(besides)), dict(_private_keys(name))
    if keys and not active:
        raise ImproperlyConfigured(
            f"{name} is set, but {besides} is not, so OpenID Connect is off. "
            f"Set {besides} to the key that signs, or remove {name}."
        )
    return [pem for numbers, pem in keys.items() if numbers not in active]


def _private_keys(name: str) -> list[tuple[RSAPublicNumbers, str]]:
    """Return what identifies each key, and its PEM."""
    value = text(name).replace("\\n", "\n")
    blocks = re.findall(
        r"-----BEGIN [A-Z ]{1,40}+-----[A-Za-z0-9+/=\s]++-----END [A-Z ]{1,40}+-----", value
    )
    if value and "".join(value.split()) != "".join("".join(blocks).split()):
        raise wrong(name, "…", _REMEDY)  # there is something beside the keys
    try:
        keys = [(load_pem_private_key(block.encode(), None), block) for block in blocks]
    except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: it is encrypted
        raise wrong(name, "…", _REMEDY) from None
    found = []
    for key, block in keys:
        if not isinstance(key, RSAPrivateKey) or key.key_size < 2048:
            raise wrong(name, "…", _REMEDY)
        found.append((key.public_key().public_numbers(), block))
    return found
