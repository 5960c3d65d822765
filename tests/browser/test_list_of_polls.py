"""The list of polls is filtered and searched, with and without JavaScript."""

import re

from playwright.sync_api import expect


def test_choosing_a_filter_applies_it(open_page, bob, question, closed):
    page = open_page(bob)
    page.goto("/polls/")

    page.get_by_text("Closed", exact=True).first.click()

    expect(page).to_have_url(re.compile(r"/polls/\?ordering=-pub_date&status=closed$"))
    expect(page.get_by_role("link", name="Tea or coffee?")).to_have_count(0)
    expect(page.get_by_role("radio", name="Closed")).to_be_checked()


def test_words_are_searched_without_javascript(open_page, bob, question, closed):
    page = open_page(bob, java_script_enabled=False)
    page.goto("/polls/")

    page.get_by_role("searchbox").fill("cats")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Cats or dogs?"])
    page.get_by_role("searchbox").fill("zebras")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", level=2)).to_have_text("No polls found")


def test_the_field_holds_the_words_of_the_list_that_one_goes_back_to(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    words = page.get_by_role("searchbox")
    for typed in ("cats", "zebras"):
        words.fill(typed)
        words.press("Enter")
        expect(page).to_have_url(re.compile(f"search={typed}"))

    page.go_back()

    expect(page).to_have_url(re.compile("search=cats"))
    expect(words).to_have_value("cats")


def test_markup_in_a_question_stays_text(open_page, bob, ask):
    text = "<img src=x onerror=alert(1)><b>Bold</b>?"
    poll = ask(text, by=bob, choices=("<i>a</i>", '"b"'))
    page = open_page(bob)

    for path in ("", f"{poll.pk}/", f"{poll.pk}/results/", f"{poll.pk}/edit/"):
        page.goto(f"/polls/{path}")
        expect(page.locator("main :is(img, b, i)")).to_have_count(0)
