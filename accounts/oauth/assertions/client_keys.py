"""The document with an application's public keys (RFC 7517 §5)."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK, JWKSet
from oauth2_provider.models import Application

from accounts.events import get_logger
from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.ed25519 import is_of_small_order

logger = get_logger(__name__)

MAX_LENGTH = 20_000  # characters
MOST = 10  # keys
#: The algorithm of a key, by its type and curve (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2).
ALGORITHMS: dict[Any, list[str]] = {
    ("RSA", None): ["RS256"],
    ("EC", "P-256"): ["ES256"],
    ("OKP", "Ed25519"): ["Ed25519", "EdDSA"],  # two names of one
}
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
RSA_BITS = range(2048, 4097)  # fewer are too weak (RFC 7518 §3.3), more cost too much


def check(text: str) -> None:
    """:raises ValidationError: when ``text`` is no JWK Set of public keys that can be used here."""
    if len(text) > MAX_LENGTH:
        raise ValidationError(_("A document has at most %d characters.") % MAX_LENGTH)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is not JSON.")) from error
    found: Any = document.get("keys") if isinstance(document, dict) else None
    is_list = isinstance(found, list) and all(isinstance(key, dict) for key in found)
    if not is_list or not 0 < len(found) <= MOST:
        message = _('Write a JWK Set with 1 to %d keys: {"keys": [{"kty": …}]}.')
        raise ValidationError(message % MOST)
    for key in found:
        _check_key(key)
    names = [key["kid"] for key in found if "kid" in key]
    if not all(isinstance(name, str) for name in names):
        raise ValidationError(_("A kid is a text."))
    if len(set(names)) < len(names):
        raise ValidationError(_("Two keys have the same kid."))


def _check_key(key: dict[str, Any]) -> None:
    if PRIVATE & key.keys():
        raise ValidationError(
            _(
                "This holds a private key. It is secret no more: make a new one, and send only "
                "its public part."
            )
        )
    if not _can_sign(key):
        raise ValidationError(
            _(
                "A key is RSA of 2048 to 4096 bits (RS256), EC with P-256 (ES256), or OKP with "
                "Ed25519, and for signatures."
            )
        )
    try:
        public = JWK(**key).get_op_key("verify")
        is_nobodys = _is_nobodys(key)
    except (JWException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValidationError(_("A key cannot be read.")) from error
    if is_nobodys:
        raise ValidationError(_("Anybody can sign for this key. Make a new one."))
    if key["kty"] == "RSA" and public.key_size not in RSA_BITS:
        raise ValidationError(_("An RSA key has 2048 to 4096 bits."))


def _is_nobodys(key: dict[str, Any]) -> bool:
    """Tell whether anybody can sign for ``key``."""
    return bool(key["kty"] == "OKP") and is_of_small_order(key["x"])


def _can_sign(key: dict[str, Any]) -> bool:
    """Tell whether ``key`` is of a kind that is known here, and for signatures."""
    is_text = all(isinstance(key.get(name, ""), str) for name in ("kty", "crv"))
    known = ALGORITHMS.get((key.get("kty"), key.get("crv")), []) if is_text else []
    return bool(known) and key.get("use", "sig") == "sig" and key.get("alg", known[0]) in known


def register(application: Application, text: str) -> None:
    """Let ``application`` prove itself by the keys of ``text``, which was checked; or end that."""
    before = ClientKeys.objects.filter(application=application).first()
    if text.strip() == (before.jwks if before else ""):
        return
    if text.strip():
        ClientKeys.objects.update_or_create({"jwks": text.strip()}, application=application)
    else:
        ClientKeys.objects.filter(application=application).delete()
    logger.info("client keys replaced", client_id=application.client_id)


def of(application: Application) -> JWKSet | None:
    """
    Return its keys; None if it proves itself by a secret.

    A key for which anybody can sign may be older than the rule, and is left out.
    """
    row = ClientKeys.objects.filter(application=application).first()
    if row is None:
        return None
    found = [key for key in json.loads(row.jwks)["keys"] if not _is_nobodys(key)]
    return JWKSet.from_json(json.dumps({"keys": found}))
