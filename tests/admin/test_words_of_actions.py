"""An action that touched nobody does not say that it is done."""

import pytest

from accounts.models import User
from tests.admin.conftest import url_of

ACTIONS = {
    "end_access": "All access has ended.",
    "deactivate": "The accounts are deactivated, except your own.",
    "lift_limit": "Passwords are taken again.",
    "reset_second_factor": "It is reset, except your own.",
}


@pytest.mark.parametrize(("action", "done"), ACTIONS.items())
@pytest.mark.parametrize("whose", ["alice", "ada", "both"])
def test_what_was_done_is_said_and_nothing_else(
    staff_who_may, browser_as, alice, ada, action, done, whose
):
    sam = staff_who_may(("view", User), ("change", User))
    chosen = {"alice": [alice.pk], "ada": [ada.pk], "both": [alice.pk, ada.pk]}[whose]

    page = browser_as(sam).post(
        url_of(User), {"action": action, "_selected_action": chosen}, follow=True
    )
    said = {str(message) for message in page.context["messages"]}

    left = {"1 was left as it is: it belongs to somebody with more rights than yours."}
    assert said == ({done} if whose != "ada" else set()) | (left if whose != "alice" else set())
