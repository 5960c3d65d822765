"""Asking, editing, closing and deleting by session, token and OAuth2."""

from oauth2_provider.models import AccessToken
from playwright.sync_api import expect

from tests.browser.schemes import (
    choose_by_token,
    choose_oauth,
    expect_counted,
    settle,
    token_key,
    write_question,
)


def send(page):
    write_question(page)
    page.get_by_role("button", name="Ask", exact=True).click()


def edit_and_close(page):
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Question").fill("Sea, or hills?")
    settle(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sea, or hills?")
    settle(page)
    page.get_by_role("button", name="Close now").click()
    expect(page.get_by_text("The poll is closed.")).to_be_visible()


def changes(page):
    """The headers of each request that changes a poll, in a list that fills as they go."""
    sent = []

    def note(request):
        if "/polls/" in request.url and request.method not in {"GET", "HEAD"}:
            sent.append((request.method, request.headers))

    page.on("request", note)
    return sent


def test_by_session_one_asks_edits_and_closes_with_a_csrf_token(open_page, bob):
    page = open_page(bob)
    sent = changes(page)

    send(page)
    edit_and_close(page)

    assert [method for method, _headers in sent] == ["POST", "PATCH", "POST"]
    assert all(headers["x-csrftoken"] for _method, headers in sent)


def test_by_token_one_asks_edits_and_closes_with_the_key_alone(open_page, bob):
    page = open_page(bob)
    choose_by_token(page)
    sent = changes(page)

    send(page)
    edit_and_close(page)

    assert [method for method, _headers in sent] == ["POST", "PATCH", "POST"]
    key = f"Token {token_key(page)}"
    assert [headers["authorization"] for _method, headers in sent] == [key] * 3
    assert not any("x-csrftoken" in headers for _method, headers in sent)


def test_by_oauth2_one_is_asked_for_more_and_finds_what_one_wrote(
    open_page, bob, application, assert_accessible
):
    page = open_page(bob, expect_errors=["403"])
    choose_oauth(page)
    former = AccessToken.objects.get(user=bob)

    send(page)
    expect(page.get_by_role("alert")).to_contain_text("lacks the scope polls:write")
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("button", name="Allow it").click()
    expect(page.get_by_text("Ask, edit, close and delete questions")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.get_by_text("was kept")).to_be_visible()
    assert AccessToken.objects.get(user=bob).scope == "polls:read polls:vote polls:write"
    assert not AccessToken.objects.filter(pk=former.pk).exists()
    sent = changes(page)
    expect(page.get_by_role("textbox", name="Choice")).to_have_count(2)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sea or hills?")
    edit_and_close(page)
    assert all(headers["authorization"].startswith("Bearer ") for _method, headers in sent)


def test_who_does_not_allow_more_keeps_what_was_allowed(
    open_page, alice, vote, question, application
):
    page = open_page(alice, expect_errors=["403"])
    choose_oauth(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("button", name="Close now").click()
    page.get_by_role("alert").get_by_role("button", name="Allow it").click()
    page.get_by_role("main").get_by_role("button", name="Do not allow").click()

    expect(page.get_by_role("alert")).to_contain_text("your earlier permission still holds")
    page.get_by_role("link", name="Back").click()

    expect(page.get_by_role("button", name="Close now")).to_be_visible()
    expect(page.get_by_text("was kept")).to_have_count(0)
    assert vote(page).headers["authorization"].startswith("Bearer ")
    expect_counted(page)


def test_a_poll_is_deleted_by_the_chosen_scheme(open_page, alice, question):
    page = open_page(alice)
    choose_by_token(page)
    page.goto(f"/polls/{question.pk}/delete/")

    with page.expect_request(f"**/polls/api/questions/{question.pk}") as asked:
        page.get_by_role("button", name="Delete it").click()

    assert asked.value.headers["authorization"].startswith("Token dar_")
    expect(page.get_by_text("The poll is deleted.")).to_be_visible()
    expect(page.get_by_text("Nobody has asked anything yet")).to_be_visible()
