"""Mails go out at once."""

import pytest

API = "/accounts/api"
NEW_PASSWORD = "staple horse battery"


@pytest.fixture(autouse=True)
def _at_once(_mail_at_once):
    pass
