"""One signs in with a provider, as the same person each time."""

import pytest
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from accounts.models import Session
from tests.accounts.social.conftest import Browser, told

User = get_user_model()


def is_signed_in(browser):
    return "_auth_user_id" in browser.session


def test_a_stranger_is_signed_in_and_lands_where_they_were_going(visitor, come_back):
    response = come_back(visitor, "dora", next="/polls/7/")

    assert response.status_code == 302
    assert response["Location"] == "/polls/7/"
    dora = User.objects.get()
    assert (dora.username, dora.email, dora.first_name) == ("dora", "dora@example.com", "Dora")
    assert dora.email_verified_at
    assert not dora.has_usable_password()
    assert dora.tokens.count() == 1
    assert Session.objects.get(user=dora).address == "127.0.0.1"


def test_the_second_time_it_is_the_same_user(visitor, come_back):
    come_back(visitor, "dora")
    come_back(Browser(), "dora")

    assert User.objects.count() == UserSocialAuth.objects.count() == 1


def test_the_tokens_of_the_provider_are_not_kept(visitor, come_back, demo_provider):
    come_back(visitor, "dora")

    (token,) = demo_provider.tokens
    assert token not in str(UserSocialAuth.objects.values())
    assert token not in str(dict(visitor.session))


def test_an_unverified_address_is_not_taken_over(visitor, come_back):
    come_back(visitor, "emil")

    assert User.objects.get().email == ""


def test_a_planted_session_id_is_dead_afterwards(visitor, begin, come_back):
    begin(visitor)
    planted = visitor.cookies["sessionid"].value

    come_back(visitor, "dora")

    assert visitor.cookies["sessionid"].value != planted
    visitor.cookies["sessionid"] = planted
    assert not is_signed_in(visitor)


def test_a_deactivated_user_is_refused(visitor, come_back):
    come_back(visitor, "dora")
    dora = User.objects.get()
    dora.is_active = False
    dora.save()

    response = come_back(newcomer := Browser(), "dora")

    assert told(response) == ["This account is deactivated."]
    assert not is_signed_in(newcomer)
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_stays_on_this_host(visitor, come_back, url):
    assert come_back(visitor, "dora", next=url)["Location"] == "/polls/"
