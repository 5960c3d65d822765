"""In a browser one signs in by GitHub, Google, Facebook and X."""

from urllib.parse import parse_qs, urlsplit

from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from tests.accounts.social.conftest import Browser, told
from tests.accounts.social.providers.recorded import BY_NAME, KEY, RECORDED, answer, come_back, each

User = get_user_model()


@each
def test_the_browser_is_sent_there_with_state_and_without_secret(recorded, visitor, begin):
    url = begin(visitor, recorded.provider)

    assert f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" == recorded.origin.split()[0]
    query = parse_qs(urlsplit(url).query)
    assert query["client_id"] == [KEY]
    assert query["redirect_uri"] == [f"http://localhost/auth/complete/{recorded.provider}/"]
    assert len(query["state"][0]) >= 32
    assert "the-secret-of-this-site" not in url
    if recorded.name != "Facebook":  # which has no PKCE for servers
        assert query["code_challenge_method"][0].lower() == "s256"


def test_the_sign_in_page_has_a_button_for_each_and_lets_it_pass(client, db):
    response = client.get("/accounts/auth/")

    for recorded in RECORDED:
        assert f"Continue with {recorded.name}" in response.content.decode()
        assert recorded.origin in response["Content-Security-Policy"]


@each
def test_a_stranger_is_known_by_the_stable_id(recorded, visitor, begin, mocked):
    for call in [recorded.token, *recorded.profile]:
        answer(mocked, call)

    response = come_back(recorded, visitor, begin)

    assert response["Location"] == "/polls/", told(response)
    user = User.objects.get()
    assert (user.username, user.email) == (recorded.username, recorded.email)
    account = UserSocialAuth.objects.get()
    assert (account.provider, account.uid) == (recorded.provider, recorded.uid)
    assert recorded.token[2]["access_token"] not in str(account.extra_data)


def test_one_who_uses_two_providers_has_two_users_until_they_connect(begin, mocked, db):
    for recorded in (BY_NAME["Facebook"], BY_NAME["X"]):
        for call in [recorded.token, *recorded.profile]:
            answer(mocked, call)
        come_back(recorded, Browser(), begin)

    assert User.objects.count() == 2
