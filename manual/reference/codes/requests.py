"""Codes of requests that cannot be read, or ask for something that is not there."""

REQUESTS = [
    (
        400,
        "bad_request",
        "the server could not read the request",
        "check the syntax, the encoding (UTF-8) and the length",
    ),
    (
        400,
        "parse_error",
        "the body is not what its content type says",
        "send valid JSON or a form",
    ),
    (400, "invalid", "a value is not valid", "the text says which"),
    (
        403,
        "csrf_failed",
        "a session changed something without its CSRF token, or from another site",
        "send `X-CSRFToken`, or reload the page",
    ),
    (
        403,
        "permission_denied",
        "the API knows you, and you are not allowed to do this",
        "ask somebody who is: only the author and staff change a poll",
    ),
    (
        403,
        "https_required",
        "the API was called by plain HTTP",
        "use HTTPS; revoke credentials that you sent",
    ),
    (404, "not_found", "there is nothing at this address", "check the path and the id"),
    (
        405,
        "method_not_allowed",
        "the address does not take this method",
        "the header `Allow` lists those that it takes",
    ),
    (
        406,
        "not_acceptable",
        "the API cannot answer in the type that you accept",
        "accept `application/json`",
    ),
    (
        411,
        "length_required",
        "the body came in chunks, to a server that does not take them",
        "send `Content-Length`",
    ),
    (413, "body_too_large", "the body is larger than 1 MB", "send less"),
    (414, "uri_too_long", "the path is longer than 2,000 characters", "check the path"),
    (
        415,
        "unsupported_media_type",
        "the content type or the encoding is not one that the API reads",
        "send JSON or a form in UTF-8",
    ),
    (429, "throttled", "too many attempts", "wait for the seconds in `Retry-After`"),
    (431, "headers_too_large", "the headers are larger than 16 KB", "send fewer or shorter ones"),
]
