"""A crowd of strangers floods nobody and keeps nobody from a link."""

import pytest
from django.test import Client

from tests.accounts.passwords.test_reset_requests import ask
from tests.accounts.people.test_registration import link_in

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def test_strangers_elsewhere_do_not_use_up_the_owners(alice, mailoutbox):
    for _ in range(3):
        assert ask(address="203.0.113.9").status_code == 302
    assert ask(address="203.0.113.9").status_code == 429
    assert ask(address="198.51.100.1").status_code == 302
    assert len(mailoutbox) == 4


def test_a_crowd_of_strangers_floods_nobody_and_leaves_links_that_work(alice, mailoutbox):
    for number in range(15):
        assert ask(address=f"203.0.113.{number}").status_code == 302
    assert len(mailoutbox) == 10

    assert ask(address="198.51.100.1").status_code == 302  # the owner, who is told to look
    page = Client().get(link_in(mailoutbox[-1]), follow=True)

    assert page.context["validlink"] is True


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("/accounts/register/", {"username": "dora", "email": "alice@example.com"}),
        ("/accounts/code/", {"email": "alice@example.com"}),
    ],
)
def test_a_crowd_that_has_other_mails_sent_keeps_nobody_from_a_reset(
    alice, mailoutbox, settings, page, asked
):
    settings.SIGN_IN_CODES = True
    for number in range(11):
        status = Client(REMOTE_ADDR=f"203.0.113.{number}").post(page, asked).status_code
    assert status == 429  # the crowd has used all of these up
    mailoutbox.clear()
    assert ask(address="198.51.100.1").status_code == 302
    assert "/accounts/password/reset/" in link_in(mailoutbox[0])


def test_a_crowd_registers_nobody_out_of_their_mailbox_in_silence(db, mailoutbox):
    def register(number):
        asked = {"username": f"dora{number}", "email": "dora@example.com"}
        return Client(REMOTE_ADDR=f"203.0.113.{number}").post("/accounts/register/", asked)

    statuses = [register(number).status_code for number in range(11)]

    assert statuses == [302] * 10 + [429]
    assert len(mailoutbox) == 10
