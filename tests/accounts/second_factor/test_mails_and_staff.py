"""A factor that changes is mailed to its owner; staff reset one, and the history says so."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail

from accounts.second_factor import factors

pytestmark = pytest.mark.usefixtures("_mail_at_once")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/second-factor/off/", "is off"),
        ("/accounts/second-factor/codes/", "New recovery codes"),
        ("/accounts/credentials/second-factor/app/revoke/", "A device was removed"),
    ],
)
def test_each_change_is_mailed(
    alice, factor, browser_as, path, words, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        browser_as(alice).post(path)
    (message,) = mail.outbox
    assert message.to == ["alice@example.com"]
    assert words in message.body
    assert "\n\n\n" not in message.body


def test_staff_reset_the_factor_of_somebody_who_lost_the_device(
    alice, factor, ada, browser_as, django_capture_on_commit_callbacks
):
    form = {"action": "reset_second_factor", "_selected_action": alice.pk}
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser_as(ada).post("/admin/accounts/user/", form, follow=True)
    assert "It is reset" in answer.content.decode()
    assert not factors.is_on(alice)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr) == (ada, "alice")
    assert entry.get_change_message() == "Reset: second-factor."
    assert "is off" in mail.outbox[0].body
