"""The link that shows a result to whoever has it, and lets nobody do anything."""

import re

import pytest

from polls import sharing, voting


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
