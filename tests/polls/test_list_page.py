"""The page with the list of polls: filters, and links on."""

import pytest


def test_the_list_shows_what_fits(browser_as, bob, question, closed, upcoming):
    browser = browser_as(bob)
    assert browser.get("/polls/").context["questions"] == [upcoming, closed, question]
    assert browser.get("/polls/?status=closed").context["questions"] == [closed]
    assert browser.get("/polls/?search=HILLS").context["questions"] == [upcoming]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=odd", "status"),
        ("statuz=open", "statuz"),
        ("status=closed&utm_source=x", "utm_source"),
        ("search=%E2%80%8B", "search"),
        ("status=open&status=closed", "status"),
        ("<b>=1", "<b>"),
    ],
)
def test_a_filter_that_makes_no_sense_says_so_and_shows_all(browser_as, bob, question, query, name):
    response = browser_as(bob).get(f"/polls/?{query}")
    assert response.context["questions"] == [question]
    assert list(response.context["errors"]) == [name]
    page = response.content.decode()
    assert "This list shows all polls" in page
    assert '<input type="radio" name="status" value="" checked>' in page
    assert "<code><b></code>" not in page


def test_links_on_do_not_repeat_what_made_no_sense(browser_as, bob, ask):
    for number in range(21):
        ask(f"Question {number}")
    assert "statuz" not in browser_as(bob).get("/polls/?statuz=open").context["next"]


def test_the_list_goes_on_and_keeps_its_filter(browser_as, bob, ask):
    asked = [ask(f"Question {i}") for i in range(25)]
    browser = browser_as(bob)
    first = browser.get("/polls/?status=open")
    second = browser.get("/polls/" + first.context["next"])
    assert first.context["questions"] + second.context["questions"] == asked[::-1]
    assert "status=open" in first.context["next"]
    assert second.context["next"] is None
    back = browser.get("/polls/" + second.context["previous"])
    assert back.context["questions"] == first.context["questions"]


def test_a_cursor_that_was_made_up_is_a_404(browser_as, bob, question):
    assert browser_as(bob).get("/polls/?cursor=x").status_code == 404


def test_a_search_that_has_not_looked_at_all_says_so_and_goes_on(browser_as, bob, ask, monkeypatch):
    monkeypatch.setattr("polls.keyset.LOOK", 3)
    monkeypatch.setattr("polls.pages.PAGE_SIZE", 2)
    monkeypatch.setattr("polls.searching.FEW", 0)
    for text in ["Emu?", "An ox?", *["Emu?"] * 8, "An ox?"]:
        ask(text)
    browser = browser_as(bob)
    first = browser.get("/polls/?search=ox")
    assert "There are more polls to search." in first.content.decode()
    assert first.content.decode().count(first.context["next"].replace("&", "&amp;")) == 1
    assert first.context["further"] == first.context["next"]
    second = browser.get("/polls/" + first.context["next"])
    page = second.content.decode()
    assert "Nothing found yet" in page
    assert second.context["questions"] == []
    assert second.context["further"] == second.context["next"]
    last = browser.get("/polls/" + second.context["further"])
    assert [str(question) for question in last.context["questions"]] == ["An ox?"]
    assert last.context["further"] is None
    assert "more polls to search" not in last.content.decode()

    back = browser.get("/polls/" + last.context["previous"])
    assert "Keep looking" in back.content.decode()
    assert back.context["further"] == back.context["previous"]


def test_a_search_that_ends_without_a_find_says_so(browser_as, bob, ask, monkeypatch):
    monkeypatch.setattr("polls.keyset.LOOK", 2)
    monkeypatch.setattr("polls.pages.PAGE_SIZE", 1)
    monkeypatch.setattr("polls.searching.FEW", 0)
    for text in ["Emu?", "An ox?", "Emu?"]:
        ask(text)
    browser = browser_as(bob)
    first = browser.get("/polls/?search=ox")
    page = browser.get("/polls/" + first.context["next"])
    assert "This is the end of the list" in page.content.decode()
    assert page.context["next"] is None
    assert page.context["previous"]
