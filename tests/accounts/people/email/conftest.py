"""Alice asks for another address, and confirms it by the link of the mail."""

import pytest

from accounts import mail
from tests.accounts.people.test_registration import link_in
from tests.conftest import PASSWORD

EMAIL = "/accounts/email/"


def ask(browser, email="new@example.com", password=PASSWORD):
    answer = browser.post(EMAIL, {"email": email, "password": password})
    mail._sender.submit(lambda: None).result()
    return answer


@pytest.fixture
def browser(alice, browser_as):
    return browser_as(alice)


def confirm(browser, message):
    answer = browser.post(link_in(message))
    mail._sender.submit(lambda: None).result()
    return answer
