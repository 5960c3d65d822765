"""The same pages by session, token and OAuth2; and what happens when credentials are refused."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken, get_application_model
from playwright.sync_api import expect

from accounts import credentials
from accounts.oauth.demo import make_applications
from tests.browser.conftest import PHONE, session_cookie
from tests.browser.test_sign_in import sign_in
from tests.conftest import PASSWORD

POLLS = re.compile("(?<!=)/polls/$")


@pytest.fixture
def application(db, live_server):
    make_applications(live_server.url)


@pytest.fixture
def vote(question):
    """``vote(page)``: for coffee; return the request that went to the API."""

    def vote(page):
        page.goto(f"/polls/{question.pk}/")
        page.get_by_role("radio", name="Coffee").check()
        with page.expect_request("**/polls/api/questions/*/vote") as asked:
            page.get_by_role("button", name=re.compile("Vote|Change my vote"), exact=True).click()
        return asked.value

    return vote


def choose(page, scheme):
    page.get_by_role("button", name="Requests go by:").click()
    page.get_by_role("radio", name=re.compile(f"^{scheme}")).click()


def choose_oauth(page):
    choose(page, "OAuth2")
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()
    expect(page).to_have_url(POLLS)
    expect(page.get_by_role("button", name="Requests go by:")).to_contain_text("OAuth2")


def expect_counted(page):
    expect(page.get_by_role("status").filter(has_text="Your vote is counted.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Coffee")).to_contain_text("your vote")


def token_cookie(page):
    return next((c for c in page.context.cookies() if c["name"] == "token"), None)


# The three schemes ------------------------------------------------------------------


def test_by_session_a_vote_carries_the_cookie_and_a_csrf_token(open_page, bob, vote):
    page = open_page(bob)

    headers = vote(page).all_headers()

    assert "sessionid" in headers["cookie"]
    assert headers["x-csrftoken"]
    assert "authorization" not in headers
    expect_counted(page)


def test_by_token_a_vote_carries_the_key_and_no_cookie(open_page, bob, vote, question):
    page = open_page(bob)
    page.goto("/polls/")

    choose(page, "API token")

    expect(page.get_by_text("This token ends")).to_be_visible()
    headers = vote(page).all_headers()
    assert headers["authorization"] == f"Token {token_cookie(page)['value']}"
    assert "cookie" not in headers
    assert "x-csrftoken" not in headers
    expect_counted(page)


def test_the_token_lies_in_a_strict_cookie_that_ends_with_it(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()

    cookie = token_cookie(page)
    assert (cookie["sameSite"], cookie["path"]) == ("Strict", "/")
    ends_at = bob.tokens.get(name="This browser").expires_at
    assert abs(cookie["expires"] - ends_at.timestamp()) < 2
    assert ends_at <= timezone.now() + timedelta(hours=12)


def test_by_oauth2_a_vote_carries_a_bearer_that_this_tab_alone_knows(
    open_page, bob, vote, application
):
    page = open_page(bob)
    page.goto("/polls/")

    choose_oauth(page)

    headers = vote(page).all_headers()
    key = headers["authorization"].removeprefix("Bearer ")
    assert AccessToken.objects.get(user=bob).scope == "polls:read polls:vote"
    assert "cookie" not in headers
    expect_counted(page)
    kept = page.evaluate("JSON.stringify(localStorage) + document.cookie")
    assert key not in kept


def test_results_and_votes_over_the_api_need_no_javascript(open_page, bob, question):
    page = open_page(bob, java_script_enabled=False)
    page.goto(f"/polls/{question.pk}/")

    expect(page.get_by_role("button", name="Requests go by:")).to_be_hidden()
    expect(page.get_by_role("button", name="Requests", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Coffee").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="Coffee")).to_contain_text("your vote")


# At the door ------------------------------------------------------------------------


def test_signing_in_for_a_token_gives_one_of_ones_own(open_page, bob, vote):
    page = open_page()
    page.goto("/accounts/auth/?next=/polls/")
    page.get_by_text("Requests go by:").last.click()
    page.get_by_role("radio", name=re.compile("^API token")).check()

    sign_in(page, username="bob")

    expect(page).to_have_url(POLLS)
    assert bob.tokens.filter(name="get_auth_token").count() == 1
    assert vote(page).all_headers()["authorization"] == f"Token {token_cookie(page)['value']}"
    expect_counted(page)


def test_a_wrong_password_for_a_token_is_told_in_place(open_page, bob, assert_accessible):
    page = open_page(expect_errors=["400"])
    page.goto("/accounts/auth/")
    page.get_by_text("Requests go by:").last.click()
    page.get_by_role("radio", name=re.compile("^API token")).check()

    sign_in(page, username="bob", password="wrong")

    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    assert_accessible(page)
    assert token_cookie(page) is None


def test_signing_in_for_oauth2_asks_what_the_page_may_do(open_page, bob, vote, application):
    page = open_page()
    page.goto("/accounts/auth/?next=/polls/")
    page.get_by_text("Requests go by:").last.click()
    page.get_by_role("radio", name=re.compile("^OAuth2")).check()
    sign_in(page, username="bob")

    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page).to_have_url(POLLS)
    assert vote(page).all_headers()["authorization"].startswith("Bearer ")
    expect_counted(page)


def test_who_does_not_allow_it_goes_on_by_session(
    open_page, bob, vote, application, assert_accessible
):
    page = open_page(bob)
    page.goto("/polls/")
    choose(page, "OAuth2")

    page.get_by_role("main").get_by_role("button", name="Do not allow").click()

    expect(page.get_by_role("alert")).to_contain_text("access_denied")
    assert_accessible(page)
    assert "x-csrftoken" in vote(page).all_headers()
    expect_counted(page)


def test_a_code_that_nobody_here_asked_for_is_not_redeemed(open_page, bob, application):
    page = open_page(bob)
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto("/explore/callback/?code=planted&state=planted&iss=x")

    expect(page.get_by_role("alert")).to_contain_text("no_request")
    assert page.url.endswith("/explore/callback/")
    assert not any("/auth/token" in url for url in requests)


def test_without_a_registered_application_it_is_said_what_to_do(open_page, bob):
    page = open_page(bob, expect_errors=["404"])
    page.goto("/polls/")

    choose(page, "OAuth2")

    expect(page.get_by_role("alert")).to_contain_text("register a public application")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()


# Its end ----------------------------------------------------------------------------


def test_signing_out_ends_the_token_and_its_cookie(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Sign out").click()

    expect(page).to_have_url(re.compile("/accounts/auth/"))
    assert token_cookie(page) is None
    assert bob.tokens.get(name="This browser").revoked_at


def test_signing_out_ends_the_grant(open_page, bob, application):
    page = open_page(bob)
    page.goto("/polls/")
    choose_oauth(page)

    page.get_by_role("button", name="Sign out").click()

    expect(page).to_have_url(re.compile("/accounts/auth/"))
    assert not AccessToken.objects.filter(user=bob).exists()
    assert not RefreshToken.objects.filter(user=bob, revoked=None).exists()
    assert page.evaluate("sessionStorage.getItem('oauth')") is None


def test_another_person_does_not_inherit_the_token(open_page, alice, bob, live_server):
    page = open_page(bob)
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()

    page.context.add_cookies([session_cookie(alice, live_server.url)])
    page.goto("/polls/")

    assert token_cookie(page) is None


# Refused ----------------------------------------------------------------------------


def test_with_the_session_over_one_signs_in_and_finds_the_vote_as_it_was(
    open_page, bob, vote, question
):
    page = open_page(bob, expect_errors=["401"])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    bob.sessions.all().delete()

    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/accounts/auth/\?next=%2Fpolls%2F{question.pk}%2F$"))
    sign_in(page, username="bob")

    expect(page.get_by_role("status").first).to_contain_text("was kept")
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect_counted(page)


def test_with_the_token_revoked_one_signs_in_for_another(open_page, bob, question):
    page = open_page(bob, expect_errors=["401"])
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    credentials.revoke_token(bob.tokens.get(name="This browser"), now=timezone.now())

    page.get_by_role("button", name="Vote", exact=True).click()
    sign_in(page, username="bob")

    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect_counted(page)


def test_an_access_token_that_ran_out_is_renewed_unseen(open_page, bob, vote, application):
    page = open_page(bob, expect_errors=["401"])
    page.goto("/polls/")
    choose_oauth(page)
    AccessToken.objects.update(expires=timezone.now() - timedelta(seconds=1))

    vote(page)

    expect_counted(page)
    assert AccessToken.objects.filter(user=bob, expires__gt=timezone.now()).count() == 1


def test_with_the_grant_ended_one_allows_it_again_and_finds_the_vote(
    open_page, bob, question, application
):
    page = open_page(bob, expect_errors=["401", "400"])
    page.goto("/polls/")
    choose_oauth(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    credentials.end_oauth_access(now=timezone.now(), user=bob)

    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect_counted(page)


def test_a_question_that_was_being_asked_is_kept(open_page, bob):
    page = open_page(bob, expect_errors=["401"])
    page.goto("/polls/new/")
    page.get_by_label("Question").fill("Sea or hills?")
    for i, text in enumerate(["Sea", "Hills", "Both"], start=1):
        if i > 2:
            page.get_by_role("button", name="Add a choice").click()
        page.get_by_role("textbox", name=f"Choice {i}").fill(text)
    bob.sessions.all().delete()

    page.get_by_role("button", name="Ask", exact=True).click()
    sign_in(page, username="bob")

    expect(page.get_by_label("Question")).to_have_value("Sea or hills?")
    expect(page.get_by_role("textbox", name="Choice 3")).to_have_value("Both")


def test_a_choice_that_was_removed_stays_so(open_page, alice, ask):
    question = ask(by=alice, choices=("Tea", "Coffee", "Cocoa"))
    page = open_page(alice, expect_errors=["401"])
    page.goto(f"/polls/{question.pk}/edit/")
    page.get_by_role("button", name="Remove 1").click()
    alice.sessions.all().delete()

    page.get_by_role("button", name="Save").click()
    sign_in(page, username="alice")

    expect(page.get_by_role("textbox", name="Choice")).to_have_count(2)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("radio")).to_have_count(2)
    assert [str(choice) for choice in question.choices.all()] == ["Coffee", "Cocoa"]


def test_another_person_does_not_find_what_was_kept(open_page, alice, bob):
    page = open_page(alice, expect_errors=["401"])
    write(page)
    alice.sessions.all().delete()

    page.get_by_role("button", name="Ask", exact=True).click()
    sign_in(page, username="bob")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ask a question")
    expect(page.get_by_label("Question")).to_have_value("")
    expect(page.get_by_text("was kept")).to_have_count(0)


def test_too_many_is_counted_down_in_place(open_page, bob, question, assert_accessible):
    page = open_page(bob, expect_errors=["429"], viewport=PHONE)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    body = '{"detail": "Request was throttled.", "code": "throttled"}'
    page.route(
        "**/vote", lambda r: r.fulfill(status=429, headers={"Retry-After": "2"}, body=body), times=1
    )

    page.get_by_role("button", name="Vote", exact=True).click()

    again = page.get_by_role("button", name="Send again")
    expect(page.get_by_role("alert")).to_contain_text(re.compile("in 2 seconds"))
    expect(again).to_be_disabled()
    assert_accessible(page)
    expect(again).to_be_enabled()
    again.click()
    expect_counted(page)


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (403, '{"detail": "CSRF Failed", "code": "csrf_failed"}', "Reload the page"),
        (
            403,
            '{"detail": "It lacks polls:vote.", "code": "insufficient_scope"}',
            "lacks the scope",
        ),
        (403, '{"detail": "Not yours.", "code": "permission_denied"}', "not allowed to do this"),
        (409, '{"detail": "This poll is closed.", "code": "poll_closed"}', "This poll is closed."),
        (400, '{"choice": ["Choose another."]}', "Choose another."),
        (502, "<h1>Bad gateway</h1>", "did not take this (502)"),
        (503, '{"detail": "away", "code": "unavailable"}', "Nothing was saved"),
        (500, "<h1>broken</h1>", "500"),
    ],
)
def test_a_refusal_is_said_beside_the_vote(open_page, bob, question, status, body, text):
    page = open_page(bob, expect_errors=[str(status)])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    page.route("**/vote", lambda route: route.fulfill(status=status, body=body))

    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text(text)
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()


def test_offline_the_vote_waits_and_goes_when_the_network_is_back(open_page, bob, question):
    page = open_page(bob, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    page.context.set_offline(True)

    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("offline")
    page.context.set_offline(False)

    expect_counted(page)


def test_the_password_is_kept_nowhere(open_page, bob):
    page = open_page()
    page.goto("/accounts/auth/?next=/polls/")
    page.get_by_text("Requests go by:").last.click()
    page.get_by_role("radio", name=re.compile("^API token")).check()
    sign_in(page, username="bob")
    expect(page).to_have_url(POLLS)

    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "get_auth_token" in kept
    assert PASSWORD not in kept
    assert token_cookie(page)["value"] not in kept


def test_who_comes_with_a_refused_token_is_told_why_and_may_go_on(open_page, bob, vote):
    page = open_page(bob, expect_errors=["401"])
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()
    bob.tokens.update(revoked_at=timezone.now())

    vote(page)
    expect(page.get_by_role("alert")).to_contain_text("Your API token was refused")
    page.get_by_role("button", name="Go on with the session").click()

    expect(page.get_by_text("What you had filled in was kept")).to_be_visible()
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    expect(page.get_by_role("button", name="Requests go by:")).to_contain_text("Session")


def test_the_sign_in_page_says_what_was_chosen(open_page, db):
    page = open_page()
    page.goto("/accounts/auth/")
    page.locator("summary").first.click()

    page.get_by_role("radio", name=re.compile("^API token")).check()

    expect(page.locator("summary")).to_contain_text("Token")


def test_a_form_of_another_session_is_reloaded_with_its_choice(open_page, bob, question):
    page = open_page(bob, expect_errors=["403"])
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    page.context.clear_cookies(name="csrftoken")

    page.get_by_role("button", name="Vote", exact=True).click()
    page.get_by_role("alert").get_by_role("button", name="Reload").click()

    expect(page.get_by_text("was kept")).to_be_visible()
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()


def test_a_poll_is_deleted_by_the_chosen_scheme(open_page, alice, question):
    page = open_page(alice)
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()
    page.goto(f"/polls/{question.pk}/delete/")

    with page.expect_request(f"**/polls/api/questions/{question.pk}") as asked:
        page.get_by_role("button", name="Delete it").click()

    assert asked.value.headers["authorization"].startswith("Token dar_")
    expect(page.get_by_text("The poll is deleted.")).to_be_visible()
    expect(page.get_by_text("Nobody has asked anything yet")).to_be_visible()


def test_another_tab_gets_a_grant_of_its_own_unasked(open_page, bob, question, application):
    page = open_page(bob, expect_errors=["401"])
    page.goto("/polls/")
    choose_oauth(page)
    other = page.context.new_page()
    other.goto(f"/polls/{question.pk}/results/")

    expect(other.get_by_text("counting live")).to_be_visible()

    assert AccessToken.objects.filter(user=bob).count() == 2


def test_with_session_and_grant_over_one_signs_in_once_and_finds_what_one_wrote(
    open_page, bob, application
):
    page = open_page(bob, expect_errors=["401", "400"])
    page.goto("/polls/")
    choose_oauth(page)
    write(page)
    credentials.end_oauth_access(now=timezone.now(), user=bob)
    bob.sessions.all().delete()

    page.get_by_role("button", name="Ask", exact=True).click()
    sign_in(page, username="bob")
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.get_by_text("was kept")).to_be_visible()
    expect(page.get_by_label("Question")).to_have_value("Sea or hills?")
    expect(page.get_by_role("button", name="Requests go by:")).to_contain_text("OAuth2")


def test_offline_a_change_of_scheme_is_told_and_can_be_sent_again(open_page, bob):
    page = open_page(bob, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto("/polls/")
    page.context.set_offline(True)
    choose(page, "API token")
    expect(page.get_by_role("alert")).to_contain_text("offline")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()

    page.context.set_offline(False)

    expect(page.get_by_text("This token ends")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^API token"))).to_be_checked()


def test_offline_signing_in_for_a_token_is_told_and_can_be_sent_again(open_page, bob):
    page = open_page(expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto("/accounts/auth/?next=/polls/")
    page.get_by_text("Requests go by:").last.click()
    page.get_by_role("radio", name=re.compile("^API token")).check()
    page.context.set_offline(True)
    sign_in(page, username="bob")
    expect(page.get_by_role("alert")).to_contain_text("offline")

    page.context.set_offline(False)

    expect(page).to_have_url(POLLS)
    assert token_cookie(page)


def test_the_last_of_two_quick_choices_holds(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    waiting = []
    page.route("**/accounts/api/tokens", lambda route: waiting.append(route), times=1)
    with page.expect_request("**/accounts/api/tokens"):
        choose(page, "API token")
    page.get_by_role("radio", name=re.compile("^Session")).check()
    expect(page.get_by_role("dialog")).to_have_attribute("aria-busy", "true")
    waiting[0].continue_()

    expect(page.get_by_role("dialog")).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()
    assert token_cookie(page) is None


def test_without_an_application_a_refused_vote_says_what_to_do(
    open_page, bob, question, application
):
    page = open_page(bob, expect_errors=["401", "400", "404"])
    page.goto("/polls/")
    choose_oauth(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    get_application_model().objects.all().delete()

    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("register a public application")
    expect(page.get_by_role("button", name="Vote", exact=True)).to_be_enabled()


# Asking, editing, closing -------------------------------------------------------------


def write(page):
    page.goto("/polls/new/")
    page.get_by_label("Question").fill("Sea or hills?")
    for i, text in enumerate(["Sea", "Hills"]):
        page.get_by_role("textbox", name="Choice").nth(i).fill(text)


def send(page):
    write(page)
    page.get_by_role("button", name="Ask", exact=True).click()


def edit_and_close(page):
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Question").fill("Sea, or hills?")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sea, or hills?")
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
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token ends")).to_be_visible()
    sent = changes(page)

    send(page)
    edit_and_close(page)

    assert [method for method, _headers in sent] == ["POST", "PATCH", "POST"]
    key = f"Token {token_cookie(page)['value']}"
    assert [headers["authorization"] for _method, headers in sent] == [key] * 3
    assert not any("x-csrftoken" in headers for _method, headers in sent)


def test_by_oauth2_one_is_asked_for_more_and_finds_what_one_wrote(
    open_page, bob, application, assert_accessible
):
    page = open_page(bob, expect_errors=["403"])
    page.goto("/polls/")
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
    page.goto("/polls/")
    choose_oauth(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("button", name="Close now").click()
    page.get_by_role("alert").get_by_role("button", name="Allow it").click()
    page.get_by_role("main").get_by_role("button", name="Do not allow").click()

    page.get_by_role("link", name="Back").click()

    expect(page.get_by_role("button", name="Close now")).to_be_visible()
    expect(page.get_by_text("was kept")).to_have_count(0)
    assert vote(page).headers["authorization"].startswith("Bearer ")
    expect_counted(page)
