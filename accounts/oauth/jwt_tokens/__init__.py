"""
Access tokens that are JWTs (RFC 9068): another API can check one without asking this server.

``JWT_ACCESS_TOKENS`` turns it on. This API goes on looking each token up, so what is revoked is
refused here at once. An API that checks tokens by itself takes them until they expire.
"""
