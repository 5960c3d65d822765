"""Public keys of Ed25519 that prove nothing: anybody can sign for a point of small order."""

from jwcrypto.common import base64url_decode

PRIME = 2**255 - 19
#: The curve is -x² + y² = 1 + d x² y², with d = -NUMERATOR/DENOMINATOR (RFC 8032 §5.1).
NUMERATOR, DENOMINATOR = 121665, 121666


def is_of_small_order(x: str) -> bool:
    """
    Tell whether the point ``x`` of a JWK (RFC 8037 §2) has the order 1, 2, 4 or 8.

    Its sign makes no difference, and neither does an encoding that is not reduced. A point whose
    double has the order 4, with y = 0 there, has the order 8: that is d y⁴ + 2 y² = 1.

    :raises ValueError: when ``x`` is not base64url.
    """
    y = int.from_bytes(base64url_decode(x)[:32], "little") % 2**255 % PRIME
    order_8 = -NUMERATOR * y**4 + 2 * DENOMINATOR * y**2 - DENOMINATOR
    return y in {0, 1, PRIME - 1} or order_8 % PRIME == 0
