"""A limit on idle days is asked for in days, and passed on."""

import pytest

from accounts.models import Token
from tests.accounts.tokens.test_idle import TOKENS


@pytest.mark.parametrize(("days", "status"), [(1, 201), (365, 201), (None, 201)])
def test_a_limit_is_asked_for_in_days(alice, api_as, days, status):
    made = api_as(alice).post(TOKENS, {"name": "job", "idle_days": days}, format="json")
    assert made.status_code == status
    assert made.json()["idle_days"] == days
    assert alice.tokens.get(name="job").idle_days == days


@pytest.mark.parametrize("days", [0, -1, 366, 1.5, "x", [], {}, "9" * 2000, True])
def test_a_limit_that_is_none_is_refused(alice, api_as, days):
    answer = api_as(alice).post(TOKENS, {"name": "job", "idle_days": days}, format="json")
    assert answer.status_code == 400
    assert list(answer.json()) == ["idle_days"]


@pytest.mark.parametrize(("asked", "given"), [(None, 7), (3, 3), (30, 7)])
def test_a_token_made_with_a_token_rests_no_longer(alice, api_as, asked, given):
    Token.objects.update(idle_days=7)
    made = api_as(alice).post(TOKENS, {"name": "child", "idle_days": asked}, format="json")
    assert made.json()["idle_days"] == given


def test_a_person_sets_and_sees_a_limit_on_the_page(alice, browser_as):
    browser = browser_as(alice)
    page = browser.post("/accounts/credentials/tokens/", {"name": "job", "idle_days": "7"})
    assert "ends when unused for 7 days" in page.content.decode()
    page = browser.post("/accounts/credentials/tokens/", {"name": "x", "idle_days": "0"})
    assert "greater than or equal to 1" in page.content.decode()
    assert [token.idle_days for token in alice.tokens.filter(name__in=["job", "x"])] == [7]
