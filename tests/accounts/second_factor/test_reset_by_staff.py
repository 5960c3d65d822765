"""Staff reset the factor of somebody who lost the device; history and owner are told."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail

from accounts.second_factor import factors
from accounts.second_factor.models import AuthenticatorApp


@pytest.mark.usefixtures("_mail_at_once")
def test_staff_reset_the_factor_of_somebody_who_lost_the_device(
    alice, factor, ada, browser_as, django_capture_on_commit_callbacks
):
    page = browser_as(ada).get(f"/admin/accounts/user/{alice.pk}/change/")
    assert "Second factor: 1" in page.content.decode()
    form = {"action": "reset_second_factor", "_selected_action": alice.pk}
    browser = browser_as(ada)
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post("/admin/accounts/user/", form, follow=True)
    assert "It is reset" in answer.content.decode()
    assert not factors.is_on(alice)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr) == (ada, "alice")
    assert entry.get_change_message() == "Reset: second-factor."
    (message,) = mail.outbox
    assert message.to == ["alice@example.com"]


def test_ones_own_factor_is_not_reset_without_a_password(ada, browser_as):
    AuthenticatorApp.objects.create(user=ada, secret="x")
    form = {"action": "reset_second_factor", "_selected_action": ada.pk}
    browser_as(ada).post("/admin/accounts/user/", form)
    assert factors.is_on(ada)
