"""A person ends all access: first it is said what ends and what stays."""

import pytest
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts.models import User
from accounts.passwords.links import reset_links
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.accounts.test_ends import ME, NEW
from tests.conftest import PASSWORD


@pytest.fixture
def connected(alice):
    return UserSocialAuth.objects.create(
        user=alice, provider="demo", uid="1", extra_data={"label": "thief"}
    )


def test_ending_all_access_asks_first_and_lists_what_ends_and_what_stays(
    alice, browser_as, connected
):
    browser = browser_as(alice)
    page = browser.get("/accounts/credentials/end/")
    html = page.content.decode()
    assert "Sessions: 1" in html
    assert "API tokens: 1" in html
    assert "demo · thief" in html
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
    assert browser.get(ME).status_code == 200


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


def test_the_api_tells_what_stays(alice, api_as, connected):
    answer = api_as(alice).post("/accounts/api/credentials/end", {})
    assert answer.json()["stays"] == [{"id": f"social.{connected.pk}", "label": "demo · thief"}]
    assert answer.json()["ended"]["tokens"] == 1


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
    ("method", "path", "status"),
    [
        ("delete", "/accounts/api/sessions", 403),
        ("delete", "/accounts/api/sessions/{session}", 403),
        ("delete", "/accounts/api/tokens", 403),
        ("delete", "/accounts/api/tokens/{parent}", 403),
        ("delete", "/accounts/api/applications", 403),
        ("delete", "/accounts/api/social", 403),
        ("delete", "/accounts/api/social/{social}", 403),
        ("post", "/accounts/api/credentials/end", 403),
        ("post", "/auth/disconnect-backend", 403),
        ("post", "/auth/invalidate-sessions", 403),
        ("delete", "/accounts/api/tokens/{child}", 204),
        ("delete", "/accounts/api/tokens/{grandchild}", 204),
    ],
)
def test_a_token_that_a_token_made_ends_itself_and_what_it_made(
    alice, api_as, browser_as, connected, method, path, status
):
    browser_as(alice)
    tokens, parent = "/accounts/api/tokens", api_as(alice)
    child = parent.post(tokens, {"name": "child"}).json()
    stolen = APIClient(headers={"Authorization": f"Token {child['key']}"})
    grandchild = stolen.post(tokens, {"name": "grandchild"}).json()
    path = path.format(
        session=alice.sessions.get().pk,
        parent=alice.initial_token.pk,
        social=connected.pk,
        child=child["id"],
        grandchild=grandchild["id"],
    )

    answer = getattr(stolen, method)(path, {"backend": "demo"} if "backend" in path else {})

    assert answer.status_code == status
    if status == 403:
        assert answer.json().get("code") == "child_token" or path.startswith("/auth")
        assert alice.sessions.exists()
        assert UserSocialAuth.objects.exists()
        assert parent.get(ME).status_code == 200


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
