"""A person sees their sessions and ends them."""

from accounts.digests import digest
from accounts.models import Session
from tests.accounts.sessions.test_sessions import ME, sign_in

SESSIONS = "/accounts/api/sessions"


def test_my_sessions_are_listed_and_the_current_one_is_marked(alice, charlie, browser_as):
    browser_as(charlie)
    other, here = sign_in(**{"User-Agent": "Phone"}), sign_in()
    listed = here.get(SESSIONS).json()
    assert len(listed) == 2
    assert [row["is_current"] for row in listed] == [True, False]
    assert listed[1]["user_agent"] == "Phone"
    assert here.get(SESSIONS + "/").json() == listed
    assert [row["is_current"] for row in other.get(SESSIONS).json()] == [False, True]


def test_an_ended_session_is_dead(alice):
    lost, here = sign_in(), sign_in()
    row = Session.objects.get(pk=digest(lost.cookies["sessionid"].value))
    assert here.delete(f"{SESSIONS}/{row.pk}").status_code == 204
    assert lost.get(ME).status_code == 401
    assert here.get(ME).status_code == 200


def test_the_sessions_of_others_cannot_be_ended(alice, charlie, browser_as):
    browser = sign_in()
    path = f"{SESSIONS}/{Session.objects.get().pk}"
    assert browser_as(charlie).delete(path).status_code == 404
    assert browser.get(ME).status_code == 200


def test_a_program_can_list_sessions_and_none_is_current(alice, api_as):
    sign_in()
    assert [row["is_current"] for row in api_as(alice).get(SESSIONS).json()] == [False]
