"""A vote needs a caller who is there, and the token of its form."""

import pytest


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_vote_needs_a_caller(api, url, tea, method):
    answer = getattr(api, method)(url, {"choice": tea.pk})
    assert answer.status_code == 401
    tea.refresh_from_db()
    assert tea.votes == 0


def test_a_vote_by_cookie_needs_the_forms_token(browser, bob, url, tea):
    browser.force_login(bob)
    answer = browser.post(url, {"choice": tea.pk}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"


def test_who_was_deleted_meanwhile_is_a_401(api_as, bob, url, tea, monkeypatch):
    from polls import voting

    def deleted(**ballot):
        raise voting.VoterGone

    monkeypatch.setattr(voting, "cast", deleted)
    answer = api_as(bob).post(url, {"choice": tea.pk})
    assert answer.status_code == 401
    assert answer.json() == {"detail": "User inactive or deleted", "code": "user_inactive"}


def test_looking_at_a_vote_is_not_a_method(api_as, bob, url):
    answer = api_as(bob).get(url)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST, PUT, DELETE, OPTIONS"
