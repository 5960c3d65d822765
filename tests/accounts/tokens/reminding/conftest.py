"""Alice with a confirmed address, and tokens that end soon."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Token

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def run() -> str:
    out = StringIO()
    mail.outbox.clear()
    call_command("remind_tokens", stdout=out)
    return out.getvalue()


@pytest.fixture
def alice(alice):
    type(alice).objects.filter(pk=alice.pk).update(email_verified_at=timezone.now())
    return alice


def made(user, *, age, ends=None, **fields):
    now = timezone.now()
    fields = {"name": "job"} | fields
    end = None if ends is None else now + ends
    return Token.objects.create(user=user, created=now - age, expires_at=end, **fields)
