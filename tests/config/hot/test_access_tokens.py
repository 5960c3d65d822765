"""An access token takes the quick way as well, as far as that way knows its rules."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.oauth.dpop.models import AccessTokenKey
from accounts.tokens.authentication import ExpiringTokenAuthentication
from polls.api import QuestionViewSet
from polls.models import Vote
from tests.config.hot.conftest import LIST, Site
from tests.test_schemes import bearer

SCOPE = "polls:read polls:vote"
HOT = {
    "as it is": {},
    "for reading and voting, and more": {"scope": "openid polls:read polls:vote polls:write"},
    "of a clock ahead": {"created": timezone.now() + timedelta(seconds=30)},
}
PLAIN = {
    "expired": ({"expires": timezone.now()}, "401"),
    "from the future": ({"created": timezone.now() + timedelta(hours=1)}, "401"),
    "for nothing here": ({"scope": "openid profile"}, "403"),
    "without scopes": ({"scope": ""}, "403"),
    "for another API": ({"resource": ["https://api.example.com/"]}, "401"),
    "for this API": ({"resource": ["http://localhost:8000/polls/api"]}, "200"),
    "of an application alone": ({"user": None}, "200"),
}


@pytest.fixture
def by_bearer(alice):
    header = bearer(alice, SCOPE).defaults["HTTP_AUTHORIZATION"].replace("-", "")
    AccessToken.objects.get().delete()
    bearer_token = header.split()[1]
    AccessToken.objects.create(
        user=alice, token=bearer_token, expires=timezone.now() + timedelta(hours=1), scope=SCOPE
    )
    return {"HTTP_AUTHORIZATION": header}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("changes", HOT.values(), ids=HOT)
def test_it_reads_as_it_usually_does(site, by_bearer, url, path, changes):
    AccessToken.objects.update(**changes)
    assert site.compare(url if path == "url" else LIST, **by_bearer)


@pytest.mark.parametrize("changes", HOT.values(), ids=HOT)
def test_it_votes_as_it_usually_does(booth, by_bearer, ballot, changes):
    AccessToken.objects.update(**changes)
    assert booth.compare(ballot, **by_bearer)
    assert booth.status == "201"


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize(("changes", "status"), PLAIN.values(), ids=PLAIN)
def test_the_usual_way_judges_it(site, by_bearer, url, path, changes, status):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_bearer)
    AccessToken.objects.update(**changes)
    assert not site.compare(path, **by_bearer)
    assert site.status(path, **by_bearer) == status


@pytest.mark.parametrize("scope", ["polls:read", "polls:vote polls:write"])
def test_each_door_asks_for_its_own_scope(site, booth, by_bearer, url, ballot, scope):
    AccessToken.objects.update(scope=scope)
    assert site.compare(url, **by_bearer) is (scope == "polls:read")
    assert booth.compare(ballot, **by_bearer) is (scope != "polls:read")


def test_a_token_that_is_bound_to_a_key_is_no_bearer_token(site, settings, by_bearer, url):
    assert site.compare(url, **by_bearer)
    AccessTokenKey.objects.create(access_token=AccessToken.objects.get(), thumbprint="a" * 43)
    assert site.status(url, **by_bearer) == "401"


def test_no_token_without_a_key_is_accepted_where_dpop_is_required(settings, by_bearer, db, url):
    settings.DPOP = "required"
    site = Site()
    for _ in range(3):
        assert site.status(url, **by_bearer) == "401"


def test_beside_a_cookie_it_takes_the_usual_way(site, by_bearer, url):
    assert site.compare(url, **by_bearer)
    assert not site.compare(url, HTTP_COOKIE="language=de", **by_bearer)


@pytest.mark.parametrize("end", ["inactive", "revoked"])
def test_its_end_is_seen_by_the_next_request(site, booth, alice, by_bearer, url, ballot, end):
    assert site.compare(url, **by_bearer)
    assert booth.compare(ballot, **by_bearer)
    if end == "inactive":
        type(alice)._base_manager.update(is_active=False)  # the token stays, and is judged
    else:
        AccessToken.objects.get().revoke()
    assert site.status(url, **by_bearer) == "401"
    booth.compare(ballot, **by_bearer)
    assert booth.status == "401"
    assert not Vote.objects.exists()


def test_a_scheme_that_is_not_taken_is_refused(monkeypatch, by_alice, by_bearer, url):
    """Headers that were learned from one scheme's requests are not given to another's."""
    monkeypatch.setattr(QuestionViewSet, "authentication_classes", [ExpiringTokenAuthentication])
    site = Site()
    assert site.compare(url, **by_alice)
    for _ in range(3):
        assert site.status(url, **by_bearer) == "401"
