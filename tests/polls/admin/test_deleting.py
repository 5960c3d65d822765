"""Questions are deleted with their votes, and nobody sees who voted for what."""

from datetime import timedelta

from django.contrib import admin

from polls.models import Question, Vote
from tests.polls.admin.conftest import LIST, change


def test_nobody_can_browse_who_voted_for_what(staff, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    assert Vote not in admin.site._registry
    for page in (LIST, change(question), f"{change(question).removesuffix('change/')}delete/"):
        assert "bob" not in staff.get(page).content.decode()


def test_a_question_is_deleted_with_its_votes_after_asking(staff, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    address = f"{change(question).removesuffix('change/')}delete/"
    assert "Votes: 1" in staff.get(address).content.decode()
    staff.post(address, {"post": "yes"})
    assert not Question.objects.exists()
    assert not Vote.objects.exists()


def test_chosen_questions_are_deleted_together(staff, bob, question, tea, closed, upcoming):
    question.votes.create(user=bob, choice=tea)
    chosen = {"action": "delete_selected", "_selected_action": [question.pk, closed.pk]}
    assert staff.post(LIST, chosen).status_code == 200
    staff.post(LIST, chosen | {"post": "yes"})
    assert list(Question.objects.all()) == [upcoming]


def test_deleting_a_user_does_not_tell_what_they_voted(staff, bob, question, tea, now):
    question.votes.create(user=bob, choice=tea, voted_at=now - timedelta(days=1))
    page = staff.get(f"/admin/accounts/user/{bob.pk}/delete/").content.decode()
    assert "Tea" not in page
