"""Without the setting no cache keeps a host, and the toolkit's name for it does as well."""

import pytest

from accounts.oauth import checks
from tests.accounts.oauth.issuer.conftest import DOCUMENTS, ISSUER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", DOCUMENTS[:2])
def test_without_the_setting_no_cache_keeps_what_a_host_header_said(oidc, settings, api, path):
    settings.ISSUER = ""

    assert api.get(path)["Cache-Control"] == "no-store"
    assert [warning.id for warning in checks.check_issuer()] == ["accounts.oauth.I001"]


def test_the_name_that_the_toolkit_has_for_it_does_as_well(oidc, settings, set_up, api):
    settings.ISSUER = ""
    set_up(OIDC_ISS_ENDPOINT=ISSUER)

    assert api.get(DOCUMENTS[0]).json()["issuer"] == ISSUER
    assert checks.check_issuer() == []


def test_a_key_that_is_set_twice_appears_once(oidc, set_up, api, key, old_key):
    again = key.strip() + "\n\n"  # the same key, not the same text
    set_up(OIDC_RSA_PRIVATE_KEYS_INACTIVE=[old_key, key, again, old_key])

    keys = api.get("/auth/jwks").json()["keys"]

    assert len(keys) == len({entry["kid"] for entry in keys}) == 2
    assert all("d" not in entry for entry in keys)
