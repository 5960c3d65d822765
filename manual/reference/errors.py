"""Every code that a refusal can carry, with its cause and its cure."""

from http import HTTPStatus

#: (status, code, cause, cure)
CODES = [
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
        400,
        "invalid_credentials",
        "the username and the password do not belong together",
        "check both; a reset is at `/accounts/password/reset/`",
    ),
    (
        400,
        "otp_required",
        "the password, or the mailed code, was right, and the account has a second factor",
        "send its code as `otp`; with Basic (401), use a token of `/accounts/get_auth_token`",
    ),
    (
        400,
        "otp_invalid",
        "the code is wrong, too old, or was used before",
        "wait for the next code; check the clock of the device",
    ),
    (
        400,
        "code_invalid",
        "the code of the mail is wrong, older than ten minutes, used, or of another browser",
        "ask for a new one at `/accounts/code/`, with the cookies of one browser",
    ),
    (
        400,
        "passkey_refused",
        "the passkey is unknown here, or did not answer the question of this browser",
        "ask for new options and try again, or sign in another way",
    ),
    (
        400,
        "foreign_choice",
        "the choice belongs to another poll",
        "take an id from `choices` of this poll",
    ),
    (
        401,
        "not_authenticated",
        "the request has no credentials",
        "send them; `WWW-Authenticate` names the schemes",
    ),
    (
        401,
        "authentication_failed",
        "the header, or the username and password in it, are wrong",
        "check the header, such as `Authorization: Token <key>`",
    ),
    (
        401,
        "invalid_token",
        "the token is unknown, revoked, mistyped or from the future",
        "get a new one",
    ),
    (
        401,
        "token_expired",
        "the token is too old, or was not used for its `idle_days`",
        "get a new one at `/accounts/get_auth_token`",
    ),
    (
        401,
        "token_network",
        "the token is bound to networks, and the request came from elsewhere",
        "send it from one of its networks, or make a token for yours",
    ),
    (401, "user_inactive", "the user was deactivated or deleted", "ask an administrator"),
    (
        403,
        "csrf_failed",
        "a session changed something without its CSRF token, or from another site",
        "send `X-CSRFToken`, or reload the page",
    ),
    (
        403,
        "insufficient_scope",
        "the credentials may not do this",
        "ask for the scope that `WWW-Authenticate` names",
    ),
    (
        403,
        "no_person",
        "an application without a person tried to change something",
        "let a person sign in to it",
    ),
    (
        403,
        "permission_denied",
        "the API knows you, and you are not allowed to do this",
        "ask somebody who is: only the author and staff change a poll",
    ),
    (
        403,
        "reauthentication_required",
        "this change needs a session that proved in the last 15 minutes whose it is",
        "send the password to `/accounts/api/confirm-access`, or sign in again, then repeat it",
    ),
    (
        403,
        "child_token",
        "a token that another token made may end only itself and what it made",
        "use the token of the person, or a session",
    ),
    (
        403,
        "other_token",
        "a token would give a new key to one that it did not make",
        "rotate with that token itself, or in a session",
    ),
    (
        403,
        "key_replaced",
        "the key was replaced, and is still accepted, but makes no tokens and no keys",
        "use the new key of the token",
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
    (409, "already_voted", "you have voted on this poll", "change your vote with PUT"),
    (409, "poll_closed", "the poll is closed", "nothing helps: a closed poll takes no votes"),
    (409, "poll_not_open", "the poll is not open yet", "wait until `pub_date`"),
    (
        409,
        "too_many_tokens",
        "you hold as many live tokens as one person may",
        "revoke one that you do not need",
    ),
    (
        409,
        "renamed_lately",
        "the username was changed in the last `NAME_CHANGE_DAYS`",
        "wait until the day in the text, or ask staff",
    ),
    (
        409,
        "last_superuser",
        "you are the last superuser, and would delete your account",
        "make somebody else a superuser first",
    ),
    (409, "choices_frozen", "the poll has votes, so its choices stay", "ask a new poll"),
    (409, "question_frozen", "the poll has votes, so its text stays", "ask a new poll"),
    (
        409,
        "opens_after_votes",
        "the poll has votes, and would open after the first of them",
        "choose an earlier `pub_date`",
    ),
    (
        409,
        "closes_before_votes",
        "the poll has votes, and would close before the last of them",
        "choose a later `closes_at`",
    ),
    (
        409,
        "poll_stays_closed",
        "the poll has votes and is closed, and a closed poll is not opened again",
        "ask a new poll",
    ),
    (
        410,
        "link_ended",
        "the link of the mail was used, or is too old, or somebody took the name meanwhile",
        "ask for a new one",
    ),
    (
        412,
        "precondition_failed",
        "the question is not what you read: `If-Match` does not hold",
        "read it again, then repeat",
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
    (500, "error", "a fault of the service; it is logged", "report it with `X-Request-ID`"),
    (
        501,
        "not_implemented",
        "the body has a transfer coding other than `chunked`",
        "send it as it is, or in chunks",
    ),
    (
        503,
        "busy",
        "too many sign-ins at this moment; nothing was judged or counted",
        "wait for the second in `Retry-After`",
    ),
    (
        503,
        "unavailable",
        "the database does not answer",
        (
            "try again after `Retry-After`. PUT and DELETE are safe to repeat; after POST or "
            "PATCH, look whether your change was saved"
        ),
    ),
    (
        503,
        "database_busy",
        "a statement took too long, or waited too long for a lock",
        (
            "try again after `Retry-After`. PUT and DELETE are safe to repeat; after POST or "
            "PATCH, look whether your change was saved"
        ),
    ),
    (
        503,
        "database_full",
        "the database's disk is full",
        "the administrator has to make room; reading works",
    ),
    (
        503,
        "database_read_only",
        "the database is a standby, or takes no changes for now",
        "try again after `Retry-After`; reading works",
    ),
    (
        503,
        "not_ready",
        "some of the database's tables are missing: a version is being set up",
        "try again after `Retry-After`; the administrator looks at `/readyz`",
    ),
    (
        503,
        "database_unusable",
        "the role of the site lacks rights to a table, or a sequence has no more numbers",
        "the administrator reads the log, and grants the rights or alters the sequence",
    ),
]

#: Under ``/auth/``, in the words of OAuth2 and OpenID Connect.
OAUTH_CODES = [
    (
        400,
        "invalid_request",
        "a parameter is missing, repeated or not allowed here",
        "`error_description` names it",
    ),
    (
        401,
        "invalid_client",
        "the client id or the client secret is wrong, or both are missing",
        (
            "send the secret that was shown once, and not the hash from the database; an "
            "administrator can make a new one"
        ),
    ),
    (
        400,
        "invalid_client_metadata",
        "a program registers itself with a name or a grant that cannot be",
        "`error_description` says which member is wrong",
    ),
    (
        400,
        "invalid_redirect_uri",
        "a program registers itself with an address that cannot be",
        "use https, http on loopback, or a scheme of your own",
    ),
    (
        400,
        "invalid_grant",
        "the code, the refresh token or the password is wrong, spent or expired",
        "start again: send the person to `/auth/authorize`, or check the password",
    ),
    (
        400,
        "invalid_dpop_proof",
        "the proof in the header `DPoP` is missing, is not for this request, or was used before",
        "sign a new one for each request; the text names what is wrong. At the API it is a 401",
    ),
    (
        400,
        "use_dpop_nonce",
        "the proof in the header `DPoP` has no nonce of this server, or an old one",
        "try again with the value of `DPoP-Nonce` as `nonce` in the proof. At the API it is a 401",
    ),
    (
        400,
        "unauthorized_client",
        "the application is not registered for this grant",
        "register one that is; the grant is in its row at `/admin/`",
    ),
    (
        400,
        "unsupported_grant_type",
        "`grant_type` is none that this site knows",
        "`error_description` lists those that it does",
    ),
    (
        400,
        "invalid_scope",
        "the application cannot have one of the scopes",
        "ask for scopes of [the list](scopes.md)",
    ),
    (
        400,
        "invalid_target",
        "`resource` is no address, or none that the code or the refresh token was made for",
        "send the `resource` of the authorization request, or leave it out",
    ),
    (
        400,
        "unsupported_response_type",
        "`response_type` is not `code`",
        "send `response_type=code`",
    ),
    (
        400,
        "access_denied",
        "the person said no, or the caller may not do this",
        "ask again only if the person wants it",
    ),
    (
        400,
        "account_selection_required",
        "`prompt=none`, and the person has to choose an account first",
        "send the person there without `prompt=none`",
    ),
    (
        400,
        "login_required",
        "`prompt=none`, and nobody is signed in",
        "send the person there without `prompt=none`",
    ),
    (
        400,
        "consent_required",
        "`prompt=none`, and the person has not allowed this yet",
        "send the person there without `prompt=none`",
    ),
    (
        400,
        "unmet_authentication_requirements",
        "the application insists on a second factor that the person lacks, or on an unknown `acr`",
        "ask for an `acr` of `acr_values_supported`, or have the person set up a second factor",
    ),
    (
        400,
        "authorization_pending",
        "the person has not answered yet on the page for device codes",
        "ask again after `interval` seconds",
    ),
    (
        400,
        "expired_token",
        "ten minutes have passed since the program asked for its device code",
        "ask for a new one at `/auth/device-authorization`",
    ),
    (
        429,
        "slow_down",
        "too many wrong secrets or passwords; with 400, a device code is asked about too often",
        "wait for the seconds in `Retry-After`, or 5 seconds longer each time",
    ),
    (500, "server_error", "a fault of the service; it is logged", "report it with `X-Request-ID`"),
    (
        503,
        "temporarily_unavailable",
        "the database or a provider does not answer",
        "try again after `Retry-After`",
    ),
]

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
