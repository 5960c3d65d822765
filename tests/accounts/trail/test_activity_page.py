"""The page of a person's trail can be narrowed, and the admin shows it."""

import re

from accounts.trail.models import Entry
from tests.accounts.trail.test_activity import PAGE


def test_the_page_shows_it_and_can_be_narrowed(alice, browser_as, thirty):
    browser = browser_as(alice)
    assert "A token was made" in browser.get(PAGE).content.decode()
    narrowed = browser.get(PAGE, {"event": "signed_in"}).content.decode()
    rows = re.findall(r'<th scope="row">([^<]{1,60})<', narrowed)
    assert set(rows) == {"Signed in"}
    assert browser.get(PAGE, {"event": "nonsense"}).status_code == 404
    assert browser.get(PAGE, {"page": "99"}).status_code == 404


def test_the_page_is_in_german(alice, browser_as):
    browser = browser_as(alice)
    page = browser.get(PAGE, headers={"Accept-Language": "de"}).content.decode()
    assert "Ein Token wurde angelegt" in page
    cells = re.findall(r'<td data-label="Womit">(\w{1,20})', page)
    assert set(cells) == {"Sitzung", "Token"}


def test_the_admin_shows_it_to_be_read(ada, alice, browser_as):
    entry = Entry.objects.filter(user_id=alice.pk).first()
    browser = browser_as(ada)
    listed = browser.get("/admin/accounts_trail/entry/", {"event__exact": "token_issued"})
    assert b"alice" in listed.content
    page = f"/admin/accounts_trail/entry/{entry.pk}/"
    assert browser.get(f"{page}change/").status_code == 200
    assert browser.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    assert browser.post(f"{page}change/", {"username": "bob"}).status_code == 403
    assert browser.get("/admin/accounts_trail/entry/add/").status_code == 403
