"""An edit is made of what was read, or not at all, however many are made at once."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from polls import editing, voting
from polls.models import Vote
from tests.polls.races.conftest import ids
from tests.polls.tallies.conftest import wrong


def test_choices_are_replaced_or_voted_for_but_not_both(together, poll, users):
    first = ids(poll)[0]

    def act(number):
        if number == 0:
            editing.edit(poll, choices=["Water", "Juice"], now=timezone.now())
            return "replaced"
        voting.cast(user=users[number], question=poll, choice_id=first, now=timezone.now())
        return "counted"

    answers = together(act, range(12))
    counted = answers.count("counted")
    assert Vote.objects.count() == counted
    assert answers[0] == ("choices_frozen" if counted else "replaced")
    assert set(answers[1:]) == ({"counted"} if counted else {"foreign_choice"})
    assert not wrong()


def test_one_of_many_edits_of_what_was_read_is_made(together, poll, users, api_as):
    author = get_user_model().objects.create_user("author", is_staff=True)
    url = f"/polls/api/questions/{poll.pk}"
    tag = api_as(author).get(url)["ETag"]

    def edit(number):
        headers = {"If-Match": tag}
        return (
            api_as(author)
            .patch(url, {"question_text": f"Edit {number}?"}, headers=headers)
            .status_code
        )

    answers = together(edit, range(8))
    assert sorted(answers) == [200] + [412] * 7
    poll.refresh_from_db()
    assert poll.question_text == f"Edit {answers.index(200)}?"


def test_a_vote_or_an_edit_of_what_was_read_is_made_but_not_both(together, poll, users, api_as):
    """Whichever comes second no longer finds what it read."""
    author = get_user_model().objects.create_user("author", is_staff=True)
    url = f"/polls/api/questions/{poll.pk}"
    headers = {"If-Match": api_as(author).get(url)["ETag"]}
    choice = {"choice": ids(poll)[0]}

    def act(number):
        client = api_as(author)
        if number % 2:
            return client.patch(url, {"question_text": "Edited?"}, headers=headers).status_code
        return client.put(f"{url}/vote", choice, headers=headers).status_code

    assert sorted(together(act, range(8))) == [200] + [412] * 7
    assert not wrong()
