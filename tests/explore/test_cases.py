"""The API does what the page says is documented."""

import pytest

from accounts.oauth.keys import make_key
from explore import cases, endpoints
from tests.explore.conftest import SWITCHED, run


@pytest.mark.parametrize("case", cases.credentials(), ids=lambda case: case.name)
def test_every_endpoint_answers_as_documented(case, client_with, alice):
    client = client_with(case.name)

    offered = endpoints.endpoints()

    got = {endpoint.name: run(endpoint, client, alice) for endpoint in offered}

    assert got == {endpoint.name: cases.status(endpoint, case) for endpoint in offered}


def test_what_the_settings_switch_on_answers_as_documented_too(settings, client_with, alice):
    openid = {"OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": make_key()}
    settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | openid
    settings.CLIENT_REGISTRATION = "open"
    switched = [e for e in endpoints.endpoints() if e.name in SWITCHED]

    got = {e.name: run(e, client_with("none"), alice) for e in switched}

    assert got == SWITCHED
    assert got == {e.name: cases.status(e, cases.NOBODY) for e in switched}
