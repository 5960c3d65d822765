"""``claims`` that are malformed are told to the application, by their member."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db

#: Malformed ones, and what is said of them beside the rule.
MALFORMED = [
    ("{x", ""),
    ("[]", ""),
    ("null", ""),
    ('"name"', ""),
    ("[" * 2000, ""),
    ('{"userinfo": []}', "userinfo is neither null nor an object"),
    ('{"userinfo": false}', "userinfo is neither null nor an object"),
    ('{"id_token": "name"}', "id_token is neither null nor an object"),
    ('{"userinfo": {"name": true}}', "userinfo.name is neither null nor an object"),
    (
        '{"userinfo": {"name": {"essential": "yes"}}}',
        "userinfo.name.essential is neither true nor false",
    ),
    (
        '{"userinfo": {"name": {"essential": null}}}',
        "userinfo.name.essential is neither true nor false",
    ),
    ('{"id_token": {"acr": {"values": "2"}}}', "id_token.acr.values is not a list"),
    # Null is no valid value of any claim.
    ('{"id_token": {"sub": {"value": null}}}', "id_token.sub.value is null"),
    ('{"id_token": {"sub": {"values": ["1", null]}}}', "id_token.sub.values has a null"),
    ('{"id_token": {"sub": {"values": null}}}', "id_token.sub.values is null"),
    ('{"userinfo": {"email": {"value": null}}}', "userinfo.email.value is null"),
    (
        '{"id_token": {"name": null, "acr": {"essential": true, "value": null}}}',
        "id_token.acr.value is null",
    ),
    (
        '{"userinfo": {"https://a.example/#role": {"value": null}}}',
        "userinfo.https://a.example/#role.value is null",
    ),
    # A name that cannot stand in a description (RFC 6749 §5.2), or is too long for it.
    ('{"userinfo": {"a\\"b": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"n\\u00e4me": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"a\\r\\nb": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"%s": {"value": null}}}' % ("a" * 101), "userinfo.*.value is null"),
]


@pytest.mark.parametrize(("claims", "member"), MALFORMED)
def test_a_malformed_one_is_told_to_the_application_by_its_member(
    alice, client_of_people, browser_as, claims, member
):
    answer = sent_back(browser_as(alice).get(ask(client_of_people, scope="openid", claims=claims)))

    rule = "claims is not the JSON object of OpenID Connect Core 5.5"
    assert answer["error"] == "invalid_request"
    assert answer["error_description"] == (f"{rule}: {member}." if member else f"{rule}.")
