"""Staff reset the factor of somebody who lost the device, and the history says so."""

from django.contrib.admin.models import LogEntry

from accounts.second_factor import factors


def test_staff_reset_the_factor_of_somebody_who_lost_the_device(alice, factor, ada, browser_as):
    page = browser_as(ada).get(f"/admin/accounts/user/{alice.pk}/change/")
    assert "Second factor: 1" in page.content.decode()
    form = {"action": "reset_second_factor", "_selected_action": alice.pk}
    answer = browser_as(ada).post("/admin/accounts/user/", form, follow=True)
    assert "It is reset" in answer.content.decode()
    assert not factors.is_on(alice)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr) == (ada, "alice")
    assert entry.get_change_message() == "Reset: second-factor."
