"""Programs that fill in the pages with a form."""

import pytest

REGISTER = "/accounts/register/"
RESET = "/accounts/password/reset/"
CHANGE = "/accounts/password/change/"
EMAIL = "/accounts/email/"
NEW_PASSWORD = "staple horse battery"
NEW = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}


@pytest.fixture(autouse=True)
def _at_once(_mail_at_once):
    pass


def send(client, path, body):
    return client.post(path, body, content_type="application/json")
