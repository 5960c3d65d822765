"""A provider's token is converted if it was issued to this site."""

import pytest
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from tests.accounts.social.providers.recorded import BY_NAME, KEY, answer, each_convertible

User = get_user_model()


@each_convertible
def test_a_token_of_this_site_is_converted(recorded, convert, mocked):
    for call in [recorded.proof, *recorded.profile]:
        answer(mocked, call)

    response = convert(recorded.provider)

    assert response.status_code == 200, response.content
    assert UserSocialAuth.objects.get().uid == recorded.uid


@each_convertible
def test_a_token_of_another_site_is_not(recorded, convert, mocked):
    method, url, body = recorded.proof
    for call in recorded.profile:
        answer(mocked, call)
    other = eval(repr(body).replace(KEY, "the-key-of-another-site"))  # noqa: S307
    answer(mocked, (method, url, other))

    response = convert(recorded.provider)

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert not User.objects.exists()
    assert len(mocked.calls) == 1  # nothing more is asked


@pytest.mark.parametrize(
    "wrong", [{"is_valid": False}, {"is_valid": "true"}, {"type": "APP"}, {"type": "PAGE"}]
)
def test_facebook_must_say_valid_and_of_a_user(convert, mocked, wrong):
    facebook = BY_NAME["Facebook"]
    answer(mocked, facebook.proof, {"data": facebook.proof[2]["data"] | wrong})
    answer(mocked, facebook.profile[0])

    assert convert("facebook").json()["error"] == "invalid_grant"


def test_github_is_asked_with_this_sites_own_credentials(convert, mocked):
    github = BY_NAME["GitHub"]
    for call in [github.proof, *github.profile]:
        answer(mocked, call)

    convert("github")

    check = mocked.calls[0].request
    assert check.headers["Authorization"].startswith("Basic ")
    assert b'"a-token"' in check.body


def test_x_cannot_tell_and_is_not_offered(convert, mocked, settings):
    assert convert("twitter-oauth2").json()["error"] == "invalid_request"

    settings.SOCIAL_AUTH_CONVERT_BACKENDS = ["twitter-oauth2"]  # named all the same
    answer(mocked, BY_NAME["X"].profile[0])

    assert convert("twitter-oauth2").json()["error"] == "invalid_grant"
    assert not User.objects.exists()
