"""The mail alone tells the code: no database, no cookie, no trail does."""

import re

from accounts.codes import one_time
from accounts.models import SignInCode, User
from accounts.trail.models import Entry
from tests.accounts.codes.conftest import EMAIL, ask, by_json


def test_the_mail_has_the_code_and_no_link_in_text_and_html_in_both_languages(
    alice, browser, mailoutbox
):
    ask(browser)
    (message,) = mailoutbox
    html = message.alternatives[0].content
    assert message.to == [EMAIL]
    assert not re.search(r"\d", message.subject)
    assert "http" not in message.body
    assert "within ten minutes" in message.body
    assert re.search(r"\d{4} \d{4}", html)
    User._base_manager.update(language="de")
    ask(browser)
    assert "Code" in mailoutbox[0].subject
    assert "innerhalb von zehn Minuten" in mailoutbox[0].body


def test_what_the_database_and_the_cookie_hold_tells_no_code(alice, browser):
    code = ask(browser)
    row = SignInCode.objects.get()
    cookie = browser.cookies["sign_in_code"].value
    assert code not in f"{row.__dict__} {cookie}"
    assert row.digest != one_time.digest_of(code, alice, "of another browser")


def test_the_trail_has_wrong_codes_and_the_sign_in(alice, browser):
    code = ask(browser)
    by_json(browser, "1")
    by_json(browser, code)
    kinds = Entry.objects.filter(user_id=alice.pk).values_list("event", flat=True)
    assert {"code_refused", "signed_in"} <= set(kinds)
    assert code not in str(list(Entry.objects.values()))
