import hashlib


def digest(secret: str) -> str:
    """
    Return the SHA-256 in hex of a random secret: what the database holds of it.

    It needs no salt and no slow hash: 128 random bits and more cannot be guessed
    from a dump, unlike a password, and a request pays one look-up by an index.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
