"""Every code that a refusal can carry, with its cause and its cure."""

from http import HTTPStatus

from manual.reference.codes import CODES, OAUTH_CODES

INTRODUCTION = """# Error codes

The API refuses in one shape, `{"detail": text, "code": code}`. Field errors have the shape of DRF,
`{"field": ["text"]}`. The `code` is stable: programs should read it, and people the text. Under
`/auth/`, refusals have [the shape of OAuth2](#oauth2), `{"error", "error_description"}`.

Each refusal names its section of this page in a header:
`Link: </docs/reference/errors/#token_expired>; rel="help"`.

Programs that read problem details (RFC 9457) name `application/problem+json` in `Accept`, beside
`application/json` for answers that are no refusal. A refusal then has the members `type` (its
section of this page), `title`, `status`, `detail` and `code`. Field errors have the code `invalid`
and a list `errors`, each with a `detail` and a `pointer` into the body, such as `#/choices/1`, or
the name of a query `parameter`. What OAuth2 defines stays as it is.
"""
OAUTH = """## OAuth2

`/auth/token` and its neighbours answer with the codes of the RFCs: `error` holds the code and
`error_description` a sentence. `/auth/authorize` hands some of them to the application in the
redirect.
"""


def page() -> str:
    parts = [INTRODUCTION]
    for status in sorted({status for status, *_ in CODES}):
        parts.append(f"## {status} {HTTPStatus(status).phrase}\n")
        parts += [_section(*row[1:]) for row in CODES if row[0] == status]
    parts += [OAUTH, *(_section(*row[1:], status=row[0]) for row in OAUTH_CODES)]
    return "\n".join(parts)


def _section(code: str, cause: str, cure: str, status: int | None = None) -> str:
    told = f" ({status})" if status else ""
    return f"### `{code}`\n\nCause: {cause}{told}.\n\nCure: {cure}.\n"
