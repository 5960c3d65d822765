"""
Make the key that signs ID tokens: ``python -m accounts.oauth.keys``.

Prints it as a line for ``.env``. ``manage.py rotatekey`` replaces one.
"""

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def make_key() -> str:
    """Return an RSA key of 2048 bits as PEM (RFC 7518 §3.3 asks for no less)."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


if __name__ == "__main__":
    print("OIDC_RSA_PRIVATE_KEY=" + make_key().strip().replace("\n", "\\n"))
