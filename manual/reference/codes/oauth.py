"""The codes of refusals under ``/auth/``, in the words of OAuth2 and OpenID Connect."""

OAUTH = [
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
