"""
The tests that OpenID providers are certified by, and the rules of RFC 9700, one row each.

A row is a name, an outcome, and what shows it: a test of this suite as ``file::name``, or a reason.
A row that fails does so by a decision, which it gives. ``page`` says where the names are from.
"""

OAUTH = "tests/accounts/oauth/"
PASS, FAIL, ABSENT = "pass", "fail", "not supported"


def shown(name: str, file: str, test: str) -> tuple[str, str, str]:
    folder, slash, stem = file.rpartition("/")
    return name, PASS, f"{OAUTH}{folder}{slash}test_{stem}.py::test_{test}"


def decided(name: str, why: str) -> tuple[str, str, str]:
    return name, FAIL, f"decided: {why}"


REQUEST_OBJECT = (
    "oidcc-ensure-request-object-with-redirect-uri",
    ABSENT,
    "request objects are refused by request_not_supported; the suite skips this test then",
)

BASIC = [
    shown("oidcc-server", "openid/id_tokens", "an_id_token_says_who_signed_in"),
    shown(
        "oidcc-response-type-missing",
        "authorize/mistakes_at_authorize",
        "other_mistakes_are_told_to_the_application",
    ),
    shown("oidcc-idtoken-signature", "openid/id_tokens", "an_id_token_says_who_signed_in"),
    ("oidcc-idtoken-unsigned", ABSENT, "every ID token is signed; the suite skips this test then"),
    shown("oidcc-userinfo-get", "openid/userinfo", "userinfo_tells_what_the_scopes_allow"),
    shown(
        "oidcc-userinfo-post-header",
        "openid/posted_userinfo",
        "userinfo_takes_the_token_from_a_form",
    ),
    shown(
        "oidcc-userinfo-post-body", "openid/posted_userinfo", "userinfo_takes_the_token_from_a_form"
    ),
    shown(
        "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
        "openid/basic_plan",
        "a_nonce_is_told_and_none_is_needed",
    ),
    shown(
        "oidcc-scope-profile", "openid/basic_plan", "userinfo_tells_what_was_asked_for_in_any_order"
    ),
    shown(
        "oidcc-scope-email", "openid/basic_plan", "userinfo_tells_what_was_asked_for_in_any_order"
    ),
    ("oidcc-scope-address", ABSENT, "people have no postal address here; the scope is ignored"),
    ("oidcc-scope-phone", ABSENT, "people have no telephone number here; the scope is ignored"),
    ("oidcc-scope-all", ABSENT, "as above: address and phone are ignored, the others granted"),
    shown(
        "oidcc-ensure-other-scope-order-succeeds",
        "openid/basic_plan",
        "userinfo_tells_what_was_asked_for_in_any_order",
    ),
    shown(
        "oidcc-alternate-happy-flow", "openid/basic_plan", "the_parameters_may_come_in_any_order"
    ),
    shown(
        "oidcc-display-page", "openid/basic_plan", "a_parameter_that_is_not_heeded_changes_nothing"
    ),
    shown(
        "oidcc-display-popup", "openid/basic_plan", "a_parameter_that_is_not_heeded_changes_nothing"
    ),
    shown("oidcc-prompt-login", "hints/prompts", "a_prompt_shows_what_it_asks_for"),
    shown(
        "oidcc-prompt-none-not-logged-in",
        "hints/hints",
        "without_a_page_the_right_person_or_nobody",
    ),
    shown("oidcc-prompt-none-logged-in", "hints/prompts", "a_prompt_shows_what_it_asks_for"),
    shown(
        "oidcc-max-age-1", "authorize/signing_in_first", "who_signed_in_too_long_ago_signs_in_again"
    ),
    shown("oidcc-max-age-10000", "openid/basic_plan", "max_age_is_kept_and_auth_time_told"),
    shown(
        "oidcc-ensure-request-with-unknown-parameter-succeeds",
        "openid/basic_plan",
        "a_parameter_that_is_not_heeded_changes_nothing",
    ),
    shown("oidcc-id-token-hint", "hints/hints", "an_id_token_of_a_sign_in_is_a_hint"),
    shown(
        "oidcc-login-hint", "openid/basic_plan", "a_parameter_that_is_not_heeded_changes_nothing"
    ),
    shown(
        "oidcc-ui-locales", "openid/basic_plan", "a_parameter_that_is_not_heeded_changes_nothing"
    ),
    shown(
        "oidcc-claims-locales",
        "openid/basic_plan",
        "a_parameter_that_is_not_heeded_changes_nothing",
    ),
    shown(
        "oidcc-ensure-request-with-acr-values-succeeds",
        "levels/asking_for_levels",
        "the_second_factor_is_asked_of_those_who_have_one",
    ),
    shown("oidcc-codereuse", "codes/codes_that_are_over", "a_replayed_code_revokes_what_it_bought"),
    shown(
        "oidcc-codereuse-30seconds",
        "openid/basic_plan",
        "a_code_is_refused_and_revokes_half_a_minute_later_too",
    ),
    shown(
        "oidcc-ensure-registered-redirect-uri",
        "addresses/unknown_addresses",
        "an_unknown_address_is_never_gone_to",
    ),
    shown(
        "oidcc-ensure-post-request-succeeds",
        "posted/posted_requests",
        "a_posted_request_is_answered_as_the_get_that_it_stands_for",
    ),
    shown("oidcc-server-client-secret-post", "openid/basic_plan", "the_secret_may_be_in_the_body"),
    shown(
        "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
        "authorize/mistakes_at_authorize",
        "other_mistakes_are_told_to_the_application",
    ),
    shown(
        "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
        "authorize/mistakes_at_authorize",
        "other_mistakes_are_told_to_the_application",
    ),
    shown(
        "oidcc-claims-essential",
        "claims/claims_parameter",
        "it_is_told_at_userinfo_and_in_the_id_token",
    ),
    REQUEST_OBJECT,
    shown(
        "oidcc-refresh-token", "refreshing/refresh", "it_trades_the_refresh_token_for_new_tokens"
    ),
    shown(
        "oidcc-ensure-request-with-valid-pkce-succeeds", "codes/code_grant", "a_code_becomes_tokens"
    ),
]

CONFIG = [
    shown(
        "oidcc-discovery-endpoint-verification",
        "issuer/issuer",
        "every_address_in_it_is_the_issuers",
    ),
]

FORM_POST = [
    shown(
        "the Basic tests with response_mode=form_post",
        "authorize/form_post",
        "a_code_is_posted_and_becomes_tokens",
    ),
    shown("the errors among them", "authorize/form_post", "errors_are_posted_too"),
]

LOGOUT = "oidcc-rp-initiated-logout"
SIGNING_OUT = [
    shown(f"{LOGOUT}-discovery-endpoint-verification", "logout/bad_logouts", "discovery_names_it"),
    shown(LOGOUT, "logout/logout", "it_asks_and_then_ends_the_session"),
    *(
        shown(f"{LOGOUT}-{which}", "logout/bad_logouts", "a_bad_request_sends_nobody_anywhere")
        for which in (
            *("bad-id-token-hint", "modified-id-token-hint", "bad-post-logout-redirect-uri"),
            *("no-id-token-hint", "query-added-to-post-logout-redirect-uri"),
        )
    ),
    shown(f"{LOGOUT}-no-params", "logout/logout", "without_an_address_people_stay_here"),
    shown(
        f"{LOGOUT}-no-post-logout-redirect-uri",
        "logout/logout",
        "without_an_address_people_stay_here",
    ),
    shown(f"{LOGOUT}-only-state", "logout/logout", "without_an_address_people_stay_here"),
    shown(f"{LOGOUT}-no-state", "logout/logout", "nobody_is_asked_who_is_signed_out_already"),
]

# All but the discovery and the rotation register a client with private_key_jwt first. Here such a
# client is public (RFC 7591 §3.2.1), so what the module asks of the token endpoint fails.
PUBLIC = "a program that registers itself is public, since nobody vouched for it; "
UNSEEN = "the consent page shows nothing that a program says of itself but its name"
NO_OBJECTS = "a request is pushed (RFC 9126) where it must not be seen or changed; none is fetched"
DYNAMIC = [
    decided("oidcc-idtoken-rs256", f"{PUBLIC}ID tokens of all clients are signed with RS256"),
    ("oidcc-idtoken-unsigned", ABSENT, "every ID token is signed; the suite skips this test then"),
    decided("oidcc-userinfo-rs256", "userinfo is JSON over TLS; it is signed for nobody"),
    shown(
        "oidcc-ensure-redirect-uri-in-authorization-request",
        "registering/registration",
        "its_address_is_compared_with_its_query_and_has_to_be_named",
    ),
    decided("oidcc-redirect-uri-query-OK", f"{PUBLIC}the address itself may have a query"),
    *(
        shown(
            f"oidcc-redirect-uri-query-{which}",
            "registering/registration",
            "its_address_is_compared_with_its_query_and_has_to_be_named",
        )
        for which in ("mismatch", "added")
    ),
    shown("oidcc-redirect-uri-regfrag", "registering/metadata", "bad_metadata_is_refused"),
    decided(
        "oidcc-discovery-endpoint-verification",
        "a dynamic OP has to list the response types id_token and token id_token, and RFC 9700 "
        "§2.1.2 advises against them; the rest of it passes, see the Config plan",
    ),
    decided("oidcc-server", f"{PUBLIC}the Basic plan has it with a registered client"),
    *(decided(f"oidcc-registration-{what}-uri", UNSEEN) for what in ("logo", "policy", "tos")),
    decided("oidcc-registration-jwks-uri", f"{PUBLIC}administrators register keys as a document"),
    *(
        (
            f"oidcc-registration-sector-{which}",
            ABSENT,
            "sub is the same for all clients; the suite skips this test without pairwise",
        )
        for which in ("uri", "bad")
    ),
    shown(
        "oidcc-server-rotate-keys",
        "commands/rotating_keys",
        "the_old_key_verifies_until_it_is_dropped",
    ),
    decided(
        "oidcc-refresh-token-rp-key-rotation",
        f"{PUBLIC}administrators register two keys, and drop the old one",
    ),
    decided("oidcc-request-uri-unsigned", NO_OBJECTS),
    decided("oidcc-request-uri-signed-rs256", NO_OBJECTS),
    REQUEST_OBJECT,
    decided("oidcc-refresh-token", f"{PUBLIC}the Basic plan has it with a registered client"),
    decided(
        "oidcc-ensure-client-assertion-with-iss-aud-succeeds",
        f"{PUBLIC}of registered ones, the issuer is taken as aud (`test_assertions.py`)",
    ),
]

CORE = [
    shown(
        "§3.1.2.2, §5.5.1 sub with a value, or values",
        "claims/whom_it_may_mean",
        "only_a_person_that_it_may_mean_is_answered",
    ),
    shown(
        "§3.1.2.2 silently nobody else is told of",
        "claims/whom_it_may_mean",
        "an_application_finds_out_by_it_who_is_signed_in_only_if_it_knew",
    ),
    shown(
        "§5.5.1 a value is valid for its claim: null is not",
        "claims/malformed_claims",
        "a_malformed_one_is_told_to_the_application_by_its_member",
    ),
]

RFC9700 = [
    shown(
        "§2.1 exact redirect addresses",
        "addresses/unknown_addresses",
        "an_unknown_address_is_never_gone_to",
    ),
    shown(
        "§2.1 loopback ports",
        "addresses/loopback_addresses",
        "only_on_a_loopback_address_the_port_is_free",
    ),
    shown("§2.1.1 PKCE with S256", "codes/code_binding", "a_verifier_has_the_form_of_the_rfc"),
    shown(
        "§2.1.1 codes are used once",
        "codes/codes_that_are_over",
        "a_replayed_code_revokes_what_it_bought",
    ),
    shown(
        "§2.1.2 no implicit grant",
        "authorize/mistakes_at_authorize",
        "other_mistakes_are_told_to_the_application",
    ),
    shown(
        "§2.2.1 sender-constrained access tokens",
        "dpop/stolen_tokens",
        "a_stolen_token_is_of_no_use",
    ),
    shown(
        "§2.2.2 refresh tokens rotate",
        "refreshing/refresh",
        "a_spent_one_is_refused_and_ends_the_family",
    ),
    shown(
        "§2.3 audience-restricted access tokens",
        "bearer_authentication",
        "a_token_that_is_not_for_now_and_here_is_refused",
    ),
    decided(
        "§2.4 no password grant",
        "it is for confidential applications that are registered for it alone, for old programs; "
        "[OAuth2](../choose/oauth2.md) says what to use in its place",
    ),
    shown(
        "§2.5 asymmetric client authentication",
        "assertions/assertions",
        "a_signature_takes_the_place_of_the_secret",
    ),
    shown("§2.6 metadata is published", "discovery/metadata", "the_metadata_tells_what_is_on"),
    shown(
        "§4.3.2 no tokens in addresses",
        "bearer_authentication",
        "a_token_elsewhere_than_in_the_header_is_not_read",
    ),
    shown("§4.4 mix-up: iss in the answer", "issuer/issuer", "an_error_tells_it_too"),
    shown(
        "§4.16 no framing of the consent",
        "consent/consent_page",
        "the_page_is_neither_kept_nor_framed",
    ),
]

PLANS = {
    "OpenID Basic OP": BASIC,
    "OpenID Config OP": CONFIG,
    "OpenID Form Post Basic OP": FORM_POST,
    "OpenID RP-Initiated Logout OP": SIGNING_OUT,
    "OpenID Dynamic OP": DYNAMIC,
    "OpenID Connect Core, beyond the plans": CORE,
    "RFC 9700": RFC9700,
}
