"""Connected accounts end as well if the person says so, but the last way in stays."""

import pytest
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from social_django.models import UserSocialAuth

from accounts.models import User
from accounts.passwords.links import reset_links
from tests.accounts.holdings import ME, NEW
from tests.conftest import PASSWORD


def by_end_page(alice, browser, also):
    return browser.post("/accounts/credentials/end/", {"also": also})


def by_change_page(alice, browser, also):
    form = {"old_password": PASSWORD, "also": also} | NEW
    return browser.post("/accounts/password/change/", form)


def by_reset(alice, browser, also):
    uid = urlsafe_base64_encode(force_bytes(alice.pk))
    link = f"/accounts/password/reset/{uid}/{reset_links.make_token(alice)}/"
    form = browser.get(link)["Location"]
    assert "demo · thief" in browser.get(form).content.decode()
    return browser.post(form, NEW | {"also": also})


def by_api(alice, browser, also):
    path = "/accounts/api/credentials/end"
    return browser.post(path, {"also": also}, content_type="application/json")


@pytest.mark.parametrize("end", [by_end_page, by_change_page, by_reset, by_api])
@pytest.mark.parametrize("chosen", [True, False])
def test_connected_accounts_end_if_the_person_says_so(alice, browser_as, connected, end, chosen):
    also = [f"social.{connected.pk}"] if chosen else []
    assert end(alice, browser_as(alice), also).status_code in {200, 302}
    assert UserSocialAuth.objects.exists() != chosen
    assert not alice.tokens.filter(revoked_at=None).exists()


@pytest.mark.parametrize("end", [by_end_page, by_api])
def test_the_last_way_in_stays_and_then_nothing_ends(alice, browser_as, connected, end):
    User._base_manager.update(password="!")
    browser = browser_as(User.objects.get(pk=alice.pk))
    answer = end(alice, browser, [f"social.{connected.pk}"])
    assert "only way to sign in" in answer.content.decode()
    assert browser.get(ME).status_code == 200
    assert UserSocialAuth.objects.exists()


def test_the_accounts_of_others_cannot_be_chosen(alice, bob, browser_as, connected):
    answer = by_api(bob, browser_as(bob), [f"social.{connected.pk}"])
    assert answer.status_code == 200
    assert UserSocialAuth.objects.exists()


def test_ending_the_last_social_account_by_the_api_is_refused_in_words(
    alice, browser_as, connected
):
    User._base_manager.update(password="!")
    browser = browser_as(User.objects.get(pk=alice.pk))
    assert browser.delete("/accounts/api/social").status_code == 400


@pytest.mark.parametrize(
    "also",
    ["tokens.1", "tokens.x", "sessions.x", "second-factor.app", "odd.1", "social."],
)
def test_only_what_stays_can_be_named(alice, api_as, also):
    body = {"also": [also]}

    answer = api_as(alice).post("/accounts/api/credentials/end", body, format="json")

    assert answer.status_code == 400
    assert answer.json() == {"also": ["Name ids that `stays` lists."]}
    assert api_as(alice).get("/accounts/api/me").status_code == 200
