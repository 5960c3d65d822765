"""People are told by mail, once, a week before a token that they made ends."""

import pytest
from django.core import mail
from django.utils import timezone

from accounts.tokens import reminding
from tests.accounts.tokens.reminding.conftest import DAY, MINUTE, made, run

pytestmark = pytest.mark.usefixtures("_mail_at_once")


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"age": 7 * DAY + MINUTE}, True),
        ({"age": 7 * DAY - MINUTE}, False),
        ({"age": 14 * DAY - MINUTE}, True),
        ({"age": 14 * DAY}, False),  # it ended
        ({"age": 2 * DAY, "ends": 7 * DAY - MINUTE}, True),
        ({"age": 2 * DAY, "ends": 7 * DAY + MINUTE}, False),
        ({"age": MINUTE, "ends": 6 * DAY}, False),  # it never lasted longer
        ({"age": 8 * DAY, "name": ""}, False),
        ({"age": 8 * DAY, "name": "initial"}, False),
        ({"age": 8 * DAY, "name": "get_auth_token"}, False),
        ({"age": 8 * DAY, "revoked_at": timezone.now()}, False),
        ({"age": 8 * DAY, "idle_days": 3}, False),  # it is idle, so it ended
        ({"age": 8 * DAY, "idle_days": 10}, True),
    ],
)
def test_a_token_is_due_in_its_last_week(alice, fields, is_told):
    made(alice, **fields)
    assert reminding.due(now=timezone.now()).exists() is is_told
    assert run() == f"Mails about tokens that end soon: {int(is_told)} sent, 0 failed.\n"
    assert len(mail.outbox) == is_told


@pytest.mark.parametrize(
    "who", [{"email_verified_at": None}, {"email": "", "email_key": ""}, {"is_active": False}]
)
def test_nobody_is_told_at_an_address_that_is_not_theirs(alice, who):
    made(alice, age=8 * DAY)
    type(alice)._base_manager.filter(pk=alice.pk).update(**who)
    run()
    assert mail.outbox == []


def test_short_lives_are_not_told(alice, settings):
    settings.TOKEN_EXPIRE_TIME = 7 * 24 * 3600
    made(alice, age=6 * DAY)
    assert run().endswith("soon: 0 sent, 0 failed.\n")
