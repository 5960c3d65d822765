"""Two doors by which a person gets another username."""

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.people import renaming
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401

PAGE, API = "/accounts/username/", "/accounts/api/username"
NOW = timezone.now()


def by_page(browser, name):
    """Return what the page says of ``name``: the status, and the refusal."""
    answer = browser.post(PAGE, {"username": name})
    if answer.status_code == 302:
        return 200, ""
    form = answer.context["form"]
    waits = answer.context["waits"]
    refusal = waits.detail if waits else next(iter(form.errors.get("username", [])), "")
    return answer.status_code, str(refusal)


def by_api(browser, name):
    answer = browser.post(API, {"username": name}, "application/json")
    content = answer.json()
    told = content.get("detail") or next(iter(content.get("username", [])))
    return answer.status_code, told if answer.status_code != 200 else ""


@pytest.fixture(params=[by_page, by_api])
def change(request, alice, browser_as):
    browser = browser_as(alice)
    return lambda name: request.param(browser, name)


def rename(user, name, *, now=NOW):
    return renaming.rename(User.objects.get(pk=user.pk), name, now=now)
