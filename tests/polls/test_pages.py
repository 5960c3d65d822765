"""The pages, as a browser without JavaScript uses them."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from polls.models import Question

PAGES = ["detail", "results", "edit", "delete"]


def url(name, question=None):
    return reverse(f"polls:{name}", args=[question.pk] if question else [])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("name", ["index", "create", *PAGES])
def test_a_page_sends_the_signed_out_to_sign_in_and_back(browser, question, name):
    page = url(name, question if name in PAGES else None)
    response = browser.get(page)
    assert response.status_code == 302
    assert response.url == f"/accounts/auth/?next={page}"


@pytest.mark.parametrize("name", ["index", "create", *PAGES])
def test_a_page_opens_for_who_asked(browser_as, alice, question, name):
    response = browser_as(alice).get(url(name, question if name in PAGES else None))
    assert response.status_code == 200
    assert "text/html" in response["Content-Type"]


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_what_changes_a_poll_is_closed_to_others(browser_as, bob, question, name):
    browser = browser_as(bob)
    assert browser.get(url(name, question)).status_code == 403
    assert browser.post(url(name, question)).status_code == 403
    assert Question.objects.filter(pk=question.pk, closes_at=None).exists()


def test_only_who_asked_closes_a_poll(browser_as, bob, question):
    assert browser_as(bob).post(url("close", question)).status_code == 403


@pytest.mark.parametrize("name", ["vote", "close"])
def test_nothing_changes_by_looking(browser_as, alice, question, name):
    assert browser_as(alice).get(url(name, question)).status_code == 405


@pytest.mark.parametrize("path", ["/polls/999/", "/polls/999999999999999999999/", "/polls/x/"])
def test_a_poll_that_is_not_there_is_a_404(browser_as, alice, path):
    assert browser_as(alice).get(path).status_code == 404


def test_markup_in_texts_is_text(browser_as, alice, ask):
    question = ask("<b>bold?</b>", by=alice, choices=("<script>1</script>", "&amp;"))
    browser = browser_as(alice)
    for name in PAGES:
        page = browser.get(url(name, question)).content.decode()
        assert "<b>bold?</b>" not in page
        assert "<script>1</script>" not in page


@pytest.mark.parametrize("name", ["vote", "close"])
def test_who_was_signed_out_meanwhile_comes_back_to_the_poll(browser, question, name):
    browser.handler.enforce_csrf_checks = False
    response = browser.post(url(name, question))
    assert response.url == f"/accounts/auth/?next=/polls/{question.pk}/"


def test_a_refusal_says_who_may(browser_as, bob, question):
    response = browser_as(bob).get(url("edit", question))
    assert response.status_code == 403
    assert "Only the person who asked this poll" in response.text
