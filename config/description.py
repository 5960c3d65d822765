"""The first words of the schema: what holds for every operation is said here, once."""

DESCRIPTION = """\
Polls behind every scheme by which a Django REST API lets callers in.

## Answers that no operation names

An operation names the answers of its own. These come before a request reaches one:

| status | code | the request |
|---|---|---|
| 400 | `bad_request` | is malformed, or names another host |
| 403 | `https_required` | came by plain HTTP |
| 405 | `method_not_allowed` | has a method that the address does not take; `Allow` lists those that it takes |
| 411 | `length_required` | has a body without an end; `bin/serve` takes chunks, other servers may not |
| 413 | `body_too_large` | has a body of more than 1 MB |
| 414 | `uri_too_long` | has a path of more than 2,000 characters |
| 431 | `headers_too_large` | has headers of more than 16 KB |
| 500 | `error` | met a fault of this service |
| 501 | `not_implemented` | has a transfer coding other than `chunked` |
| 503 | `unavailable` | met a server that is busy; send it again after `Retry-After` seconds |

The body is a `Refusal`, or a `Problem` if `Accept` names `application/problem+json`. Under `/auth/` it is
an `OAuthError`, unless the server could not read the request at all (400, 413, 431, 501, 503). A request
that is sent too slowly gets no answer: the connection is closed.
"""  # noqa: E501  rows of a table
