"""References are kept in bounds, and one of many at once gets one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from oauth2_provider.models import Grant

from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.codes.test_parallel_requests import CROWD, together
from tests.accounts.oauth.pushed.conftest import page_of

pytestmark = pytest.mark.django_db


def test_strangers_fill_no_table(push, public_client, code_client):
    statuses = [push(public_client).status_code for _ in range(31)]

    assert statuses == [201] * 30 + [429]
    assert push(code_client).status_code == 201  # its limit is its own


def test_what_has_expired_is_deleted(push, code_client, public_client):
    for client in (code_client, public_client):
        push(client)
    PushedRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    push(code_client)
    assert PushedRequest.objects.filter(application=code_client.application).count() == 1
    call_command("prune")
    assert PushedRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["opening", "answering"])
def test_of_many_at_once_one_gets_it(alice, code_client, push, browser_as, stage):
    page = page_of(code_client, push(code_client))
    first = browser_as(alice)
    if stage == "answering":
        first.get(page)
    browsers = iter([browser_as(alice) for _ in range(CROWD)])

    def one():
        if stage == "answering":
            return first.post(page, {"allow": "yes"})
        return next(browsers).get(page)

    statuses = [response.status_code for response in together(one)]

    assert sorted(statuses) == [200 if stage == "opening" else 302] + [400] * (CROWD - 1)
    assert Grant.objects.count() == (stage == "answering")
