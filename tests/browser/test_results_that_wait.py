"""Live results wait for as long as they are told, or ever longer."""

from playwright.sync_api import expect

from tests.browser.test_results_that_stop import REFUSED


def test_too_many_requests_are_waited_out(watch, answer):
    page = watch(expect_errors=REFUSED)

    answer(page, 429, code="throttled", **{"Retry-After": "30"})
    expect(page.get_by_text("paused for a moment")).to_be_visible()

    page.unroute("**/polls/api/questions/*/results")
    page.clock.run_for(20_000)
    expect(page.get_by_text("paused for a moment")).to_be_visible()
    page.clock.run_for(12_000)
    expect(page.get_by_text("counting live")).to_be_visible()


def test_without_a_word_when_to_come_back_it_comes_ever_less_often(watch, answer):
    page = watch(expect_errors=REFUSED)
    answer(page, 502)
    expect(page.get_by_text("paused for a moment")).to_be_visible()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.clock.run_for(7000)

    assert asked == []


def test_half_an_answer_is_asked_for_again(watch, question):
    page = watch()
    page.route("**/questions/*/results", lambda route: route.fulfill(status=200, body="<p>Log in"))
    page.clock.run_for(5000)
    expect(page.get_by_text("connection lost")).to_be_visible()

    page.unroute("**/questions/*/results")
    page.clock.run_for(10_000)

    expect(page.get_by_text("counting live")).to_be_visible()
