"""Bodies as examples."""

TOKEN_EXAMPLE = {
    "access_token": "the access token",
    "token_type": "Bearer",
    "expires_in": 3600,
    "refresh_token": "the refresh token",
    "scope": "polls:read polls:vote",
}
PUSHED_EXAMPLE = {
    "client_id": "polls-on-my-phone",
    "response_type": "code",
    "redirect_uri": "https://app.example/cb",
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256",
}
BY_TOKEN = {"token": "the token", "client_id": "polls-on-my-phone"}
ME = {"sub": "7", "preferred_username": "alice", "email": "alice@example.com"}
SITE = "https://polls.example.com"
SITE_AS_SERVER = {
    "issuer": SITE,
    "authorization_endpoint": f"{SITE}/auth/authorize",
    "token_endpoint": f"{SITE}/auth/token",
    "response_types_supported": ["code"],
}
DEVICE_EXAMPLE = {
    "device_code": "the device code",
    "user_code": "WDJB-MJHT",
    "verification_uri": f"{SITE}/auth/device",
    "verification_uri_complete": f"{SITE}/auth/device?user_code=WDJB-MJHT",
    "expires_in": 600,
    "interval": 5,
}
CLIENT_EXAMPLE = {
    "client_id": "polls-agent",
    "redirect_uris": ["http://127.0.0.1/"],
    "token_endpoint_auth_method": "none",
}
