"""A device gets tokens for the resources that its person allowed."""

import pytest

from accounts.oauth.models import Consent
from tests.accounts.oauth.resources.conftest import (
    DEVICE,
    READ,
    VOTE,
    A,
    B,
    forget_and_remember,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("allowed", "error"), [(A, None), (f"{A} {B}", None), (B, "access_denied")]
)
def test_a_device_code_is_good_while_its_resources_are_allowed(
    alice, browser, make_client, post_token, allowed, error
):
    television = make_client(DEVICE, "public", name="Television", redirect_uris="")
    asked = {"scope": "polls:read", "resource": A}
    begun = post_token(television, "/auth/device-authorization", **asked).json()
    browser.post("/auth/device/", {"user_code": begun["user_code"], "allow": "yes"})
    assert Consent.objects.get().resource == A
    forget_and_remember(alice, television, allowed.split(), READ)

    answer = post_token(television, grant_type=DEVICE, device_code=begun["device_code"]).json()

    assert answer.get("error") == error


def test_what_a_person_allows_on_a_device_is_for_its_resource(
    alice, browser, make_client, post_token
):
    television = make_client(DEVICE, "public", name="Television", redirect_uris="")

    def begin(resource, scope):
        asked = {"scope": scope, "resource": resource}
        return post_token(television, "/auth/device-authorization", **asked).json()

    for resource, scope in [(A, READ), (B, VOTE)]:
        code = begin(resource, scope)["user_code"]
        browser.post("/auth/device/", {"user_code": code, "allow": "yes"})

    [allowed] = Consent.objects.get().allowed.values()
    assert allowed == {A: READ, B: VOTE}
