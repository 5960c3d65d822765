"""Ada's browser in the admin."""

import re

import pytest

LIST = "/admin/oauth2_provider/application/"
ADD = LIST + "add/"


@pytest.fixture
def admin(ada, browser_as):
    return browser_as(ada)


def shown(response):
    """The secret on the page, or None."""
    found = re.search(r'id="client-secret">([^<]+)<', response.content.decode())
    return found and found[1]


def fill(admin, **changes):
    """Submit the form as it is shown, with these changes."""
    form = admin.get(ADD).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    return admin.post(ADD, data | changes, follow=True)


PASSWORD_APP = {
    "name": "Pollster",
    "client_type": "confidential",
    "authorization_grant_type": "password",
}
