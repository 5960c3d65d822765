"""A mail that fails is tried again, and a setting switches them off."""

from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from tests.accounts.tokens.reminding.conftest import DAY, made, run

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def test_a_mail_that_fails_breaks_nothing_and_is_tried_again(alice, ada, monkeypatch):
    type(ada)._base_manager.filter(pk=ada.pk).update(
        email="ada@example.com", email_verified_at=timezone.now()
    )
    made(alice, age=8 * DAY)
    made(ada, age=8 * DAY)
    send = EmailBackend.send_messages

    def fail_for_alice(backend, messages):
        if messages[0].to == ["alice@example.com"]:
            raise OSError("The mail server is away.")
        return send(backend, messages)

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", fail_for_alice)
        assert run() == "Mails about tokens that end soon: 1 sent, 1 failed.\n"
    assert [message.to for message in mail.outbox] == [["ada@example.com"]]
    run()
    assert [message.to for message in mail.outbox] == [["alice@example.com"]]


def test_a_mail_server_that_is_away_is_not_asked_for_everybody(make_user, monkeypatch):
    for number in range(7):
        address = {"email": f"{number}@example.com", "email_verified_at": timezone.now()}
        made(make_user(f"user{number}", **address), age=8 * DAY)

    def fail(backend, messages):
        raise OSError("The mail server is away.")

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", fail)
        assert run() == "Mails about tokens that end soon: 0 sent, 5 failed.\n"
    assert run() == "Mails about tokens that end soon: 7 sent, 0 failed.\n"


def test_the_setting_for_mails_switches_it_off(alice, settings):
    settings.SECURITY_MAILS = False
    made(alice, age=8 * DAY)
    assert run() == "SECURITY_MAILS is off: nobody is reminded of tokens.\n"
    assert mail.outbox == []


def test_the_daily_command_reminds_as_well(alice):
    made(alice, age=8 * DAY)
    out = StringIO()
    call_command("prune", stdout=out)
    assert "Mails about tokens that end soon: 1 sent" in out.getvalue()
