"""One Chromium a run; each test has browsers of its own, and pages that must stay quiet."""

import json
import os
import re
from collections import defaultdict

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from demo.applications import make_applications
from polls import voting
from tests.browser.chromium import ARGUMENTS, EXECUTABLE
from tests.polls.conftest import ask, closed, now, question, tea, upcoming  # noqa: F401

# Playwright's sync API runs in an event loop, where Django forbids the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


PATIENCE = 20_000  # milliseconds until what a page does not show counts as missing
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session", autouse=True)
def _no_kept_connections():
    """One that a server's thread keeps would hold the test database when it is to be dropped."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def chromium():
    if EXECUTABLE is None:
        reason = "no Chromium on this machine: apt-get install chromium-headless-shell"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def idle(chromium):
    """Contexts that wait for the next test: a new one takes half a second, its cache empty."""
    return defaultdict(list)


@pytest.fixture
def open_page(chromium, idle, live_server):
    """
    Return ``open_page(user=None, **look)``: a page on the live server, in a browser of its own.

    ``user`` is signed in by cookie. A ``fresh`` one has an empty cache, is used by this
    test alone, and can go offline: the others share a process with a page that would be
    told first. Each complaint of the console or the CSP on any of these pages fails the
    test, but for what contains one of ``expect_errors``.
    """
    opened, complaints = [], []

    def make(
        user=None,
        *,
        expect_errors=(),
        java_script_enabled=True,
        viewport=DESK,
        color_scheme="light",
        permissions=(),
        fresh=False,
        timezone_id="UTC",
    ):
        pool = idle[java_script_enabled]
        if pool and not fresh:
            context = pool.pop()
        else:
            context = chromium.new_context(
                base_url=live_server.url,
                java_script_enabled=java_script_enabled,
                timezone_id=timezone_id,
            )
            context.set_default_timeout(PATIENCE)
            if not fresh:
                context.new_page()  # it stays, and with it the process that the next pages use
        opened.append((context, None if fresh else pool))
        context.grant_permissions(list(permissions))
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
        page = context.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme)

        def note(text):
            if not any(expected in text for expected in expect_errors):
                complaints.append(f"{page.url}: {text}")

        page.on("pageerror", lambda error: note(str(error)))
        page.on(
            "console",
            lambda message: note(message.text) if message.type in {"error", "warning"} else None,
        )
        return page

    yield make
    for context, pool in opened:
        if pool is None:
            context.close()
        else:
            clear(context, live_server.url)
            pool.append(context)
    assert complaints == []


def clear(context, url):
    for page in context.pages[1:]:
        if page.url.startswith(url):
            page.evaluate("localStorage.clear()")
        page.close()
    context.clear_cookies()
    context.clear_permissions()
    context.set_offline(False)


def session_cookie(user, url):
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


@pytest.fixture
def assert_accessible():
    def check(page):
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def application(db, live_server):
    make_applications(live_server.url)


@pytest.fixture
def vote(question):  # noqa: F811
    """``vote(page)``: for coffee; return the request that went to the API."""

    def vote(page):
        page.goto(f"/polls/{question.pk}/")
        page.get_by_role("radio", name="Coffee").check()
        with page.expect_request("**/polls/api/questions/*/vote") as asked:
            page.get_by_role("button", name=re.compile("Vote|Change my vote"), exact=True).click()
        return asked.value

    return vote


@pytest.fixture
def watch(open_page, bob, question):  # noqa: F811
    """``watch()``: Bob looks at the result; ``page.clock.run_for(5000)`` is when it asks again."""

    def watch(**options):
        page = open_page(bob, fresh=True, **options)  # a clock, once installed, stays
        page.clock.install()
        page.goto(f"/polls/{question.pk}/results/")
        expect(page.get_by_text("counting live")).to_be_visible()
        return page

    return watch


@pytest.fixture
def vote_elsewhere(question):  # noqa: F811
    """``vote_elsewhere(bob, "Tea")``: he votes, or changes his vote, in another browser."""

    def vote_elsewhere(user, text):
        choice = question.choices.get(choice_text=text)
        voting.change(user=user, question=question, choice_id=choice.pk, now=timezone.now())

    return vote_elsewhere


@pytest.fixture
def answer():
    """``answer(page, 429, …)``: what the API says of the results from now on."""

    def answer(page, status, *, code="", **headers):
        body = json.dumps({"detail": "No.", "code": code})
        page.route(
            "**/polls/api/questions/*/results",
            lambda route: route.fulfill(
                status=status, body=body, headers={"Content-Type": "application/json"} | headers
            ),
        )
        page.clock.run_for(5000)

    return answer
