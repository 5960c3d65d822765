"""The quick way takes the votes of those who may vote, and stores them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token
from polls.models import Vote
from tests.config.hot.conftest import bearing
from tests.config.hot.test_reading import HOT_CALLERS, PLAIN_CALLERS, TO_BE_NOTED

MAY_VOTE = {
    name: changes if "scope" not in changes else changes | {"scope": "polls:read polls:vote"}
    for name, changes in HOT_CALLERS.items()
}
MAY_NOT = PLAIN_CALLERS | {"without the scope": {"scope": "polls:read polls:write"}}


@pytest.mark.parametrize("changes", MAY_VOTE.values(), ids=MAY_VOTE)
def test_a_caller_who_may_vote_is_answered_alike(booth, alice, ballot, changes):
    assert booth.compare(ballot, **bearing(alice, **changes))
    assert booth.status == "201"


@pytest.mark.parametrize("changes", MAY_NOT.values(), ids=MAY_NOT)
def test_the_usual_way_answers_who_may_not(booth, alice, by_alice, ballot, changes):
    assert booth.compare(ballot, **by_alice)
    Token.objects.filter(user=alice).update(**changes)
    assert not booth.compare(ballot, **by_alice)
    assert booth.status != "201"


@pytest.mark.parametrize("used", TO_BE_NOTED.values(), ids=TO_BE_NOTED)
def test_a_vote_notes_the_use_of_its_token(site, booth, alice, by_alice, ballot, used):
    booth.compare(ballot, **by_alice)
    Vote.objects.all().delete()
    site.times_plain = 0
    Token.objects.filter(user=alice).update(last_used_at=used)
    assert booth.send(site.application, ballot, by_alice)[0] == "201 Created"
    assert site.times_plain == 0
    assert Token.objects.get(user=alice).last_used_at > timezone.now() - timedelta(minutes=1)


def test_an_inactive_user_votes_no_more(booth, alice, by_alice, ballot):
    assert booth.compare(ballot, **by_alice)
    type(alice)._base_manager.update(is_active=False)  # the token stays, and is judged
    assert not booth.compare(ballot, **by_alice)
    assert booth.status == "401"
