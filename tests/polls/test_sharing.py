"""The link that shows a result to whoever has it, and lets nobody do anything."""

import re

import pytest
from django.core import signing
from django.test import Client

from polls import sharing, voting


@pytest.fixture
def link(question):
    return f"/polls/shared/{sharing.code_of(question)}/"


@pytest.fixture
def stranger():
    return Client()


@pytest.mark.parametrize("page", ["", "results/"])
def test_a_poll_shows_its_link_to_who_sees_the_poll(browser_as, bob, question, link, page):
    response = browser_as(bob).get(f"/polls/{question.pk}/{page}")
    assert f"http://testserver{link}" in response.text


def test_a_stranger_sees_the_result(stranger, bob, question, tea, link, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    response = stranger.get(link)
    assert response.status_code == 200
    assert response.context["results"]["total"] == 1
    assert "Tea or coffee?" in response.text
    assert "bob" not in response.text
    assert "alice" not in response.text  # who asked


def test_only_the_reader_is_shown_their_own_vote(
    browser_as, stranger, bob, question, tea, link, now
):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    assert browser_as(bob).get(link).context["question"].my_vote == tea.pk
    assert stranger.get(link).context["question"].my_vote is None


def test_a_stranger_is_offered_nothing_that_changes_the_poll(stranger, ask):
    of_nobody = ask(by=None)
    response = stranger.get(f"/polls/shared/{sharing.code_of(of_nobody)}/")
    assert response.context["may_edit"] is False
    assert "data-results" not in response.text
    assert [form for form in re.findall(r"<form[^>]+>", response.text) if "/polls/" in form] == []


def test_a_preview_is_told_title_and_picture(stranger, question, link):
    page = stranger.get(link).text
    properties = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', page))
    assert properties["title"] == "Tea or coffee?"
    assert properties["url"] == f"http://testserver{link}"
    assert properties["image"] == f"http://testserver{link}result.svg"
    assert '<meta name="robots" content="noindex">' in page


def test_the_picture_runs_nothing_and_opens_no_session(stranger, question, link):
    response = stranger.get(f"{link}result.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "Tea or coffee?" in response.text
    assert not response.cookies


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
