"""A person gets one mail for all tokens, once and in their language."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Token
from accounts.tokens import rotating
from tests.accounts.tokens.reminding.conftest import DAY, made, run

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def test_a_person_gets_one_mail_for_all_and_only_once(alice, bob):
    later = made(alice, age=8 * DAY, name="backup")
    sooner = made(alice, age=9 * DAY, name="<b>job</b>")
    made(bob, age=8 * DAY)  # who confirmed no address
    run()
    (message,) = mail.outbox
    assert message.to == ["alice@example.com"]
    assert message.subject == "Tokens of yours end soon"
    assert "These tokens end within a week." in message.body
    line = (
        f"<b>job</b> ({sooner.hint}…): {sooner.ends_at:%Y-%m-%d %H:%M} UTC\nbackup ({later.hint}…)"
    )
    assert line in message.body
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "&lt;b&gt;job&lt;/b&gt;" in html
    assert '<a href="' in html
    for secret in (later.key, sooner.digest):
        assert secret not in message.body + html

    assert run() == "Mails about tokens that end soon: 0 sent, 0 failed.\n"
    made(alice, age=8 * DAY, name="another")
    run()
    assert "backup" not in mail.outbox[0].body


def test_a_person_is_told_in_their_language(alice):
    type(alice).objects.filter(pk=alice.pk).update(language="de")
    made(alice, age=8 * DAY)
    run()
    (message,) = mail.outbox
    assert message.subject == "Token von dir enden bald"
    assert "Diese Token enden innerhalb einer Woche." in message.body
    assert '<html lang="de">' in message.alternatives[0][0]


def test_a_token_that_lasts_longer_again_is_told_again(alice):
    token = made(alice, age=8 * DAY)
    run()
    token = rotating.rotate(token, now=timezone.now(), overlap=timedelta(0))
    rotating.renew(token, now=timezone.now())
    assert run().endswith("soon: 0 sent, 0 failed.\n")
    Token.objects.filter(pk=token.pk).update(created=timezone.now() - 8 * DAY)
    assert run().endswith("soon: 1 sent, 0 failed.\n")
