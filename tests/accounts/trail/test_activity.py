"""A person reads their own trail, page by page, and nobody else's."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.trail.models import Entry

API, PAGE = "/accounts/api/activity", "/accounts/activity/"


def link(response, rel):
    found = re.findall(r'<([^>]{1,500})>; rel="(\w{4})"', response.headers.get("Link", ""))
    return next((url for url, name in found if name == rel), None)


def test_the_api_tells_what_happened_and_who_did_it(alice, ada, api_as):
    Entry.objects.create(event="all_ended", user_id=alice.pk, actor_id=ada.pk, actor="ada")
    staff, first = api_as(alice).get(API).json()
    assert (staff["event"], staff["by"]) == ("all_ended", "staff")
    assert "ada" not in str(staff)
    assert (first["event"], first["scheme"]) == ("token_issued", "token")
    assert first["token"] == alice.initial_token.hint


def test_its_pages_follow_each_other_both_ways(alice, api_as, thirty):
    api = api_as(alice)
    first = api.get(API, {"page_size": "10", "event": "signed_in"})
    second = api.get(link(first, "next"))
    third = api.get(link(second, "next"))
    pages = [first, second, third]
    assert [row["detail"] for page in pages for row in page.json()] == list(
        map(str, reversed(range(30)))
    )
    assert link(first, "prev") is None
    assert link(third, "next") is None
    assert api.get(link(third, "prev")).json() == second.json()
    back = api.get(link(second, "prev"))
    assert (back.json(), link(back, "prev")) == (first.json(), None)


@pytest.mark.parametrize(
    "query", ["event=nonsense", "user=2", "cursor=x", "page_size=0", "event=", "event=a&event=b"]
)
def test_a_parameter_that_means_nothing_is_refused(alice, api_as, query):
    response = api_as(alice).get(f"{API}?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in response.json()


def test_nobody_else_reads_it(alice, charlie, api, api_as, browser, browser_as):
    assert api.get(API).status_code == 401
    assert browser.get(PAGE).status_code == 302
    hint = alice.initial_token.hint
    assert hint not in api_as(charlie).get(API).content.decode()
    assert hint not in browser_as(charlie).get(PAGE).content.decode()


def test_no_access_token_reads_it(alice, api):
    token = AccessToken.objects.create(
        user=alice, token="abc", scope="profile", expires=timezone.now() + timedelta(1)
    )
    headers = {"Authorization": f"Bearer {token.token}"}
    assert api.get(API, headers=headers).status_code in {401, 403}
