"""The code of a link is made here, and ends with the poll."""

import pytest
from django.core import signing

from polls import voting


@pytest.mark.parametrize("tail", ["", "result.svg"])
@pytest.mark.parametrize(
    "code",
    [
        "1",
        "1.",
        ".x",
        "1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "é.é",
        signing.Signer(sep=".").sign("1"),
        signing.Signer(sep=".", salt="polls.sharing", key="another-key").sign("1"),
    ],
)
def test_a_code_that_was_not_made_here_is_a_404(stranger, question, code, tail):
    assert stranger.get(f"/polls/shared/{code}/{tail}").status_code == 404


def test_the_link_of_a_deleted_poll_is_a_404(stranger, question, link):
    question.delete()
    assert stranger.get(link).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_link_is_only_looked_at(stranger, question, link, method):
    assert getattr(stranger, method)(link).status_code == 405


def test_a_link_costs_the_same_however_many_votes(
    stranger, alice, bob, charlie, question, tea, link, now, django_assert_num_queries
):
    for user in (alice, bob, charlie):
        voting.cast(user=user, question=question, choice_id=tea.pk, now=now)
        with django_assert_num_queries(3):
            stranger.get(link)
