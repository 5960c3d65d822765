"""The schemas of the bodies that these endpoints take and give."""

TEXT = {"type": "string"}
SECONDS = {"type": "integer", "description": "Seconds."}
URI = {"type": "string", "format": "uri"}
TEXTS = {"type": "array", "items": TEXT}
#: The client's credentials may come as HTTP Basic instead.
CLIENT = {
    **dict.fromkeys(["client_id", "client_secret", "client_assertion_type"], TEXT),
    "client_assertion": {"type": "string", "description": "RFC 7523, instead of a secret."},
}
TOKEN_RESPONSE = {
    "type": "object",
    "required": ["access_token", "token_type", "expires_in", "scope"],
    "properties": {
        "access_token": TEXT,
        "token_type": {"type": "string", "enum": ["Bearer", "DPoP"]},
        "expires_in": SECONDS,
        "refresh_token": TEXT,
        "id_token": {"type": "string", "description": "With the scope openid."},
        "scope": TEXT,
    },
}
TOKEN_REQUEST = {
    "type": "object",
    "required": ["grant_type"],
    "properties": {
        "grant_type": TEXT,
        **CLIENT,
        "scope": {"type": "string", "description": "Scopes with a blank between them."},
        "code": TEXT,
        "code_verifier": TEXT,
        "redirect_uri": TEXT,
        "refresh_token": TEXT,
        "username": TEXT,
        "password": TEXT,
        "device_code": {"type": "string", "description": "RFC 8628."},
        "resource": {"type": "string", "description": "RFC 8707."},
    },
}
PUSHED_REQUEST = {
    "type": "object",
    "required": ["response_type"],
    "description": "The parameters of an authorization request.",
    "properties": {
        **CLIENT,
        **dict.fromkeys(["response_type", "redirect_uri", "scope", "state"], TEXT),
        **dict.fromkeys(["code_challenge", "code_challenge_method"], TEXT),
    },
    "additionalProperties": TEXT,
}
PUSHED_RESPONSE = {
    "type": "object",
    "required": ["request_uri", "expires_in"],
    "properties": {"request_uri": URI, "expires_in": SECONDS},
}
DEVICE_REQUEST = {
    "type": "object",
    "properties": {
        **CLIENT,
        "scope": {"type": "string", "description": "Scopes with a blank between them."},
        "resource": {"type": "string", "description": "RFC 8707."},
    },
}
DEVICE_RESPONSE = {
    "type": "object",
    "required": ["device_code", "user_code", "verification_uri", "expires_in"],
    "properties": {
        **dict.fromkeys(["device_code", "user_code"], TEXT),
        **dict.fromkeys(["verification_uri", "verification_uri_complete"], URI),
        **dict.fromkeys(["expires_in", "interval"], SECONDS),
    },
}
METADATA = {
    "type": "object",
    "required": ["redirect_uris"],
    "properties": {
        "redirect_uris": {"type": "array", "items": URI, "minItems": 1, "maxItems": 10},
        "client_name": {"type": "string", "maxLength": 100},
        "grant_types": TEXTS,
    },
}
REGISTERED = {
    "type": "object",
    "required": ["client_id", "redirect_uris", "token_endpoint_auth_method"],
    "properties": {
        **dict.fromkeys(["client_id", "client_name", "token_endpoint_auth_method"], TEXT),
        **dict.fromkeys(["redirect_uris", "grant_types", "response_types"], TEXTS),
        "client_id_issued_at": {"type": "integer"},
        "registration_access_token": TEXT,
        "registration_client_uri": URI,
    },
}
INTROSPECTION = {
    "type": "object",
    "required": ["active"],
    "properties": {
        "active": {"type": "boolean"},
        "scope": TEXT,
        "client_id": TEXT,
        "username": TEXT,
        "sub": TEXT,
        "aud": {"anyOf": [TEXT, TEXTS]},
        "token_type": TEXT,
        "cnf": {
            "type": "object",
            "properties": {"jkt": {"type": "string", "description": "RFC 9449 §6.2."}},
        },
        "iat": {"type": "integer"},
        "exp": {"type": "integer"},
    },
}
CLAIMS = {
    "type": "object",
    "required": ["sub"],
    "properties": {
        "sub": TEXT,
        **dict.fromkeys(["name", "given_name", "family_name", "preferred_username"], TEXT),
        "zoneinfo": TEXT,
        "email": {"type": "string", "format": "email"},
        "email_verified": {"type": "boolean"},
    },
}
SERVER = {
    "type": "object",
    "required": ["issuer", "authorization_endpoint", "token_endpoint", "response_types_supported"],
    "properties": {
        **dict.fromkeys(["issuer", "authorization_endpoint", "token_endpoint"], URI),
        **dict.fromkeys(["response_types_supported", "scopes_supported"], TEXTS),
        **dict.fromkeys(["grant_types_supported", "code_challenge_methods_supported"], TEXTS),
    },
}
RESOURCE = {
    "type": "object",
    "required": ["resource", "authorization_servers"],
    "properties": {
        "resource": URI,
        **dict.fromkeys(["authorization_servers", "scopes_supported"], TEXTS),
        "bearer_methods_supported": TEXTS,
    },
}
KEY = {
    "type": "object",
    "required": ["kty", "kid"],
    "properties": dict.fromkeys(["kty", "kid", "alg", "use", "n", "e"], TEXT),
}
KEYS = {
    "type": "object",
    "required": ["keys"],
    "properties": {
        "keys": {"type": "array", "items": {"$ref": "#/components/schemas/JWK"}},
    },
}
#: By the names that generated clients give their types.
SCHEMAS = {
    "AuthorizationServerMetadata": SERVER,
    "ClientInformation": REGISTERED,
    "ClientMetadata": METADATA,
    "DeviceAuthorization": DEVICE_RESPONSE,
    "Introspection": INTROSPECTION,
    "JWK": KEY,
    "JWKSet": KEYS,
    "ProtectedResourceMetadata": RESOURCE,
    "PushedAuthorization": PUSHED_RESPONSE,
    "TokenResponse": TOKEN_RESPONSE,
    "UserInfo": CLAIMS,
}
TOKEN_OF_CLIENT = {
    "type": "object",
    "required": ["token"],
    "properties": {"token": TEXT, "token_type_hint": TEXT, **CLIENT},
}
