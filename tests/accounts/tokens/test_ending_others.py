"""All tokens end at once, or all but the one that asks."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Token
from accounts.trail.models import Entry

OTHERS = "/accounts/api/tokens/others"
PAGE = "/accounts/credentials/tokens/revoke/"


def live(user):
    return sorted(user.tokens.filter(revoked_at=None).values_list("name", flat=True))


@pytest.fixture
def three(alice):
    for name in ("job", "laptop"):
        Token.objects.create(user=alice, name=name, parent=alice.initial_token)


@pytest.mark.usefixtures("three")
def test_a_token_ends_all_others(alice, bob, api_as):
    assert api_as(alice).delete(OTHERS).status_code == 204
    assert (live(alice), live(bob)) == (["initial"], ["initial"])
    (entry,) = Entry.objects.filter(event="tokens_ended")
    assert (entry.username, entry.detail) == ("alice", "tokens: 2")


@pytest.mark.usefixtures("three")
def test_a_session_ends_them_all(alice, browser_as):
    assert browser_as(alice).delete(OTHERS).status_code == 204
    assert live(alice) == []


def test_a_token_made_by_a_token_does_not(alice):
    child = Token.objects.create(user=alice, name="job", parent=alice.initial_token)
    client = APIClient(headers={"Authorization": f"Token {child.key}"})
    assert client.delete(OTHERS).json()["code"] == "child_token"
    assert live(alice) == ["initial", "job"]


@pytest.mark.parametrize("path", [OTHERS, "/accounts/api/tokens", "/accounts/api/sessions"])
def test_a_filter_is_refused(alice, api_as, path):
    assert list(api_as(alice).delete(f"{path}?name=job").json()) == ["name"]
    answer = api_as(alice).delete(path, {"name": "job"}).json()
    assert answer == {"name": ["Unknown member. This request takes none."]}


@pytest.mark.usefixtures("three")
def test_a_person_ends_them_all_on_the_page(alice, bob, browser_as):
    browser = browser_as(alice)
    assert PAGE in browser.get("/accounts/credentials/").content.decode()
    assert browser.post(PAGE)["Location"] == "/accounts/credentials/"
    assert (live(alice), live(bob)) == ([], ["initial"])


@pytest.mark.parametrize("kind", ["sessions", "social", "nothing"])
def test_the_page_ends_all_of_no_other_kind(alice, browser_as, kind):
    answer = browser_as(alice).post(f"/accounts/credentials/{kind}/revoke/")
    assert answer.status_code == 404
    assert alice.sessions.exists()
