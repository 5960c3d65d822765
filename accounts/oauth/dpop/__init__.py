"""
DPoP (RFC 9449): tokens that work only together with a key, which their holder proves to have.

Each request carries a proof, signed for this method, this address and this minute, and good
once. ``DPOP`` turns it on. Tokens that are bound stay so when it is turned off: then nobody
can use them.
"""
