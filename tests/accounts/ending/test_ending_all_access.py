"""A person ends all access: first it is said what ends and what stays."""

from tests.accounts.holdings import ME


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


def test_the_api_tells_what_stays(alice, api_as, connected):
    answer = api_as(alice).post("/accounts/api/credentials/end", {})
    assert answer.json()["stays"] == [{"id": f"social.{connected.pk}", "label": "demo · thief"}]
    assert answer.json()["ended"]["tokens"] == 1
