"""The page offers the credentials and endpoints that the site has."""

import pytest
from oauth2_provider.settings import oauth2_settings

from explore import cases, endpoints
from explore.endpoints import ENDPOINTS


@pytest.fixture
def schemes(settings):
    """``schemes(…)``: the site with these schemes alone."""

    def have(*paths):
        settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
            "DEFAULT_AUTHENTICATION_CLASSES": list(paths)
        }
        return [case.name for case in cases.credentials()]

    return have


def test_credentials_are_those_of_the_schemes_in_the_settings(schemes):
    basic = "accounts.passwords.authentication.BasicAuthentication"
    session = "accounts.sessions.authentication.SessionAuthentication"

    assert schemes(basic) == ["none", "basic"]
    assert schemes(session, basic) == ["none", "session", "session-without-csrf", "basic"]


def test_a_scheme_without_a_keyword_that_the_page_does_not_know_is_left_out(schemes):
    assert schemes("rest_framework.authentication.RemoteUserAuthentication") == ["none"]


def test_an_endpoint_that_the_site_does_not_have_is_left_out(monkeypatch):
    gone = endpoints.Endpoint("gone", "GET", "polls:gone")
    monkeypatch.setattr(endpoints, "ENDPOINTS", [*ENDPOINTS, gone])

    assert endpoints.endpoints() == ENDPOINTS


def test_each_has_a_name_of_its_own():
    assert len({endpoint.name for endpoint in ENDPOINTS}) == len(ENDPOINTS)


def test_the_scopes_that_it_asks_for_exist():
    assert set(cases.SCOPES.split()) <= set(oauth2_settings.SCOPES)
