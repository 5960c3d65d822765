"""Results follow the votes while a poll is open, also after a lost connection."""

from playwright.sync_api import expect


def test_results_follow_the_votes_while_the_poll_is_open(
    open_page, alice, bob, question, vote_elsewhere
):
    page = open_page(bob, fresh=True)  # a clock, once installed, stays
    page.clock.install()
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()
    expect(page.get_by_text("0 votes")).to_be_visible()
    vote_elsewhere(alice, "Tea")

    page.clock.run_for(5000)

    row = page.get_by_role("listitem").filter(has_text="Tea")
    expect(row).to_contain_text("100 %")
    expect(row.locator("rect")).to_have_attribute("width", "1")


def test_results_that_did_not_change_are_not_sent_again(open_page, bob, question):
    page = open_page(bob, fresh=True)  # a clock, once installed, stays
    page.clock.install()
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()

    with page.expect_response(f"**/questions/{question.pk}/results") as found:
        page.clock.run_for(5000)

    assert found.value.status == 304


def test_a_lost_connection_is_told_and_found_again(open_page, bob, question):
    page = open_page(bob, fresh=True, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()

    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("connection lost")).to_be_visible()
    page.context.set_offline(False)

    expect(page.get_by_text("counting live")).to_be_visible()


def test_the_results_of_a_closed_poll_rest(open_page, bob, closed):
    page = open_page(bob)
    page.goto(f"/polls/{closed.pk}/results/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cats or dogs?")
    expect(page.locator("[data-results]")).to_have_count(0)
    expect(page.get_by_role("link", name="Vote", exact=True)).to_have_count(0)
