"""The shapes of refusals, as schemas."""

SCHEMAS = {
    "Refusal": {
        "type": "object",
        "description": "The text is for people. The code is stable; /docs/reference/errors/ "
        "explains each.",
        "required": ["detail", "code"],
        "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
    },
    "ValidationErrors": {
        "type": "object",
        "description": "By the name of a member of the body, or of a query parameter: what is "
        "wrong with it, nested as the body is. `non_field_errors` are about the whole.",
        "properties": {"non_field_errors": {"type": "array", "items": {"type": "string"}}},
        "additionalProperties": {},
    },
    "BadRequest": {
        "anyOf": [
            {"$ref": "#/components/schemas/Refusal"},
            {"$ref": "#/components/schemas/ValidationErrors"},
        ],
    },
    "Problem": {
        "type": "object",
        "description": "RFC 9457, for those who name application/problem+json in Accept.",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["detail"],
                    "properties": {
                        "detail": {"type": "string"},
                        "pointer": {"type": "string"},
                        "parameter": {"type": "string"},
                    },
                },
            },
        },
    },
    "OAuthError": {
        "type": "object",
        "description": "RFC 6749 §5.2, and the RFCs beside it.",
        "required": ["error", "error_description"],
        "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
    },
}
