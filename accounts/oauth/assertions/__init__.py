"""
``private_key_jwt``: an application proves itself by a signature (RFC 7523, OpenID Connect Core §9).

It holds the private key, and this server has the public one, so nothing here lets anybody pose
as the application. ``keys`` registers public keys, ``proofs`` checks what they signed.
"""
