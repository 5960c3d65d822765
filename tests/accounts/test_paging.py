"""Each kind of credential is listed by pages: a plain list, and a ``Link`` to the next."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application
from requests.utils import parse_header_links
from social_django.models import UserSocialAuth

from accounts.models import Session, Token

KINDS = ["tokens", "sessions", "applications", "social"]
NUMBER = 7


@pytest.fixture
def hold(alice):
    """Give Alice ``NUMBER`` of a kind; two of them are as old as each other."""

    def hold(kind):
        now = timezone.now()
        for number in range(NUMBER):
            moment = now - timedelta(minutes=number // 2)
            if kind == "tokens" and number:  # she has her first one
                Token.objects.create(user=alice, name=f"n{number}", created=moment)
            elif kind == "sessions":
                end = now + timedelta(days=1)
                times = {"expire_date": end, "created_at": moment, "last_used_at": moment}
                Session.objects.create(session_key=f"{number:064x}", user=alice, **times)
            elif kind == "applications":
                one = Application.objects.create(name=f"n{number}", client_secret="s")
                end = now + timedelta(hours=1)
                token = AccessToken(user=alice, application=one, token=f"t{number}", expires=end)
                token.save()
                AccessToken.objects.filter(pk=token.pk).update(created=moment)
            elif kind == "social":
                UserSocialAuth.objects.create(user=alice, provider="demo", uid=f"n{number}")

    return hold


def links(answer) -> dict[str, str]:
    return {link["rel"]: link["url"] for link in parse_header_links(answer.get("Link", ""))}


@pytest.mark.parametrize("kind", KINDS)
def test_pages_joined_are_the_whole_list_forwards_and_backwards(kind, hold, alice, api_as):
    hold(kind)
    caller = api_as(alice)
    whole = caller.get(f"/accounts/api/{kind}")
    assert len(whole.json()) == NUMBER
    assert "Link" not in whole
    page = caller.get(f"/accounts/api/{kind}?page_size=3")
    read = page.json()
    while url := links(page).get("next"):
        page = caller.get(url)
        read += page.json()
    assert [one["id"] for one in read] == [one["id"] for one in whole.json()]
    assert len(page.json()) == 1
    while url := links(page).get("prev"):
        page = caller.get(url)
    assert page.json() == whole.json()[:3]


def test_a_page_begins_after_the_last_one_even_if_that_is_gone(hold, alice, api_as):
    hold("tokens")
    caller = api_as(alice)
    first = caller.get("/accounts/api/tokens?page_size=2")
    after = caller.get(links(first)["next"]).json()
    gone = [one["id"] for one in first.json() if one["id"] != alice.initial_token.pk]
    Token.objects.filter(pk__in=gone).delete()
    assert caller.get(links(first)["next"]).json() == after


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("page_size=0", "page_size"),
        ("page_size=-1", "page_size"),
        ("page_size=²", "page_size"),
        ("page_size=1&page_size=2", "page_size"),
        ("cursor=", "cursor"),
        ("cursor=nonsense", "cursor"),
        ("cursor=" + "x" * 5000, "cursor"),
        ("label=laptop", "label"),
        ("limit=5", "limit"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_list_cannot_read_is_refused_by_its_name(kind, query, named, alice, api_as):
    answer = api_as(alice).get(f"/accounts/api/{kind}?{query}")
    assert answer.status_code == 400
    assert list(answer.json()) == [named]


def test_a_cursor_of_another_list_is_refused(hold, alice, api_as):
    hold("sessions")
    caller = api_as(alice)
    following = links(caller.get("/accounts/api/sessions?page_size=2"))["next"]

    answer = caller.get(following.replace("/sessions", "/tokens"))

    assert answer.status_code == 400
    assert answer.json() == {"cursor": ["Invalid cursor."]}


@pytest.mark.parametrize("kind", KINDS)
def test_ending_all_takes_no_filter(kind, hold, alice, api_as):
    hold(kind)
    caller = api_as(alice)
    assert caller.delete(f"/accounts/api/{kind}?name=n1").json().keys() == {"name"}
    assert len(caller.get(f"/accounts/api/{kind}").json()) == NUMBER
    assert caller.delete(f"/accounts/api/{kind}").status_code == 204


def test_the_page_shows_20_of_a_kind_and_the_rest_when_asked(alice, browser_as):
    for number in range(30):
        Token.objects.create(user=alice, name=f"script {number}")
    browser = browser_as(alice)
    more = 'href="?all=tokens#tokens"'
    for query, shown, is_cut in [
        ("", 20, True),
        ("?all=sessions", 20, True),
        ("?all=tokens", 31, False),
    ]:
        page = browser.get(f"/accounts/credentials/{query}")
        tokens = next(one for one in page.context["kinds"] if one["kind"].name == "tokens")
        assert len(tokens["held"]) == shown
        assert (more in page.content.decode()) is is_cut
