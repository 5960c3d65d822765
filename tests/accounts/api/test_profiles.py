"""An address and a profile are changed by the API."""

from accounts.models import User
from tests.accounts.api.conftest import API
from tests.accounts.api.test_accounts_api import end_of_link
from tests.conftest import PASSWORD


def test_an_address_is_changed_from_first_to_last(api_as, alice, mailoutbox):
    program = api_as(alice)
    body = {"email": "new@example.com", "password": PASSWORD}
    assert program.post(f"{API}/email", body).status_code == 202
    code = end_of_link(mailoutbox[0])[-1]

    confirmed = program.post(f"{API}/email/confirm", {"code": code})

    assert (confirmed.status_code, confirmed.json()["email"]) == (200, "new@example.com")
    assert mailoutbox[1].to == ["alice@example.com"]
    assert program.post(f"{API}/email/confirm", {"code": code}).json()["code"] == "link_ended"


def test_a_code_moves_no_other_s_address(api_as, alice, bob, mailoutbox):
    api_as(alice).post(f"{API}/email", {"email": "new@example.com", "password": PASSWORD})
    code = end_of_link(mailoutbox[0])[-1]
    assert api_as(bob).post(f"{API}/email/confirm", {"code": code}).status_code == 410


def test_a_profile_is_read_and_changed(api_as, alice):
    program = api_as(alice)
    assert program.get(f"{API}/profile").json()["username"] == "alice"
    changed = program.patch(f"{API}/profile", {"time_zone": "Asia/Calcutta"})
    assert (changed.status_code, changed.json()["time_zone"]) == (200, "Asia/Kolkata")
    assert list(program.patch(f"{API}/profile", {"time_zone": "Mars"}).json()) == ["time_zone"]
    assert User.objects.get(pk=alice.pk).time_zone == "Asia/Kolkata"
