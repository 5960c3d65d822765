"""The smallest screens, and colours that are the reader's own."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from polls import voting
from tests.browser.schemes import choose_by_token

SMALLEST = {"width": 320, "height": 640}


def test_the_header_keeps_its_switches_on_one_line(open_page, ada):
    page = open_page(ada, viewport=SMALLEST)
    choose_by_token(page)

    brand, scheme, requests, theme = (
        page.locator(selector).bounding_box()
        for selector in [".brand", ".scheme-button", ".wire-toggle", ".theme-switch"]
    )

    assert requests["width"] >= 44
    middles = {round(box["y"] + box["height"] / 2) for box in (brand, scheme, requests, theme)}
    assert max(middles) - min(middles) <= 1
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"]


def test_the_count_of_a_poll_leaves_the_room_to_its_question(open_page, bob, question):
    page = open_page(bob, viewport=SMALLEST)
    page.goto("/polls/")

    assert page.locator(".poll-count").bounding_box()["width"] < 48


@pytest.mark.parametrize(
    ("path", "those", "edge"),
    [
        ("/accounts/credentials/", ".tabs a", "border-bottom-color"),
        ("/explore/", "button.cell", "border-top-color"),
        ("/polls/", ".segments label", "background-color"),
    ],
)
def test_what_is_chosen_is_told_without_our_colours(open_page, alice, question, path, those, edge):
    page = open_page(alice)
    page.emulate_media(forced_colors="active")
    page.goto(path)
    chosen = page.locator(f"{those}:is([aria-current], :has(:checked))").first
    other = page.locator(f"{those}:not([aria-current], :has(:checked))").first
    expect(chosen).to_be_visible()

    colour = "(element, edge) => getComputedStyle(element).getPropertyValue(edge)"

    assert chosen.evaluate(colour, edge) != other.evaluate(colour, edge)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_order_of_polls_is_read_whole_on_a_phone(open_page, bob, language):
    page = open_page(bob, viewport={"width": 390, "height": 844})
    page.goto("/polls/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.reload()

    select = page.locator("select[name=ordering]")
    as_wide_as_its_words = """(select) => {
      const free = select.cloneNode(true);
      free.style.width = "max-content";
      document.body.append(free);
      return [select.offsetWidth, free.offsetWidth];
    }"""
    width, needed = select.evaluate(as_wide_as_its_words)

    assert width >= needed
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_copy_button_covers_no_code_on_a_phone(open_page, alice):
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto("/docs/choose/tokens/")
    code = page.locator(".code").first

    button = code.get_by_role("button", name="Copy").bounding_box()
    text = code.locator("pre").bounding_box()

    assert button["y"] >= text["y"] + text["height"]


def test_the_mark_of_a_vote_in_a_closed_poll_is_as_wide_as_its_words(open_page, bob, closed, now):
    choice = closed.choices.first()
    voting.change(user=bob, question=closed, choice_id=choice.pk, now=now - timedelta(minutes=1))
    page = open_page(bob, viewport={"width": 390, "height": 844})
    page.goto(f"/polls/{closed.pk}/")

    assert page.get_by_text("your vote").bounding_box()["width"] < 120
