"""A node of an earlier version notes scopes and resources, not which of them belong together."""

import pytest
from django.db import connection
from django.utils import timezone

from accounts.oauth.models import Consent
from accounts.oauth.models.setups import state_of
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db

HERE, A, B = f"{ISSUER}/polls", "https://a.example/api", "https://b.example/api"
READ, VOTE, WRITE = "polls:read", "polls:vote", "polls:write"


def remember(user, client, resource, scope):
    whose = {"user": user, "application": client.application}
    Consent.objects.remember(**whose, scopes=scope.split(), resources=resource, now=timezone.now())


@pytest.fixture
def covers(alice, code_client):
    """``covers([A], "polls:read")``: whether Alice allowed the application that."""

    def told(resource, scope):
        whose = {"user": alice, "application": code_client.application}
        return Consent.objects.covers(**whose, scopes=scope.split(), resources=resource)

    return told


@pytest.mark.parametrize(("resource", "is_good"), [([], True), ([A], False), ([HERE], False)])
def test_a_row_without_a_resource_allows_requests_without_one(
    covers, alice, code_client, resource, is_good
):
    remember(alice, code_client, [A], READ)
    Consent.objects.update(resource="", allowed={})

    assert covers(resource, READ) is is_good


def test_a_node_that_knows_no_column_can_add_a_row(alice, code_client):
    row = [alice.pk, code_client.application.pk, "polls:read", "", "", timezone.now()]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_oauth_consent"
            " (user_id, application_id, scope, application_digest, registered_for, given_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            row,
        )

    assert (Consent.objects.get().resource, Consent.objects.get().allowed) == ("", {})


#: The scopes and the resources of a row that says nothing of pairs, and what it is good for.
ROWS = [
    (READ, "", [], READ, True),
    (f"{READ} {VOTE}", "", [], VOTE, True),
    (f"{READ} {VOTE}", ".", [], VOTE, True),
    (f"{READ} {VOTE}", A, [A], f"{READ} {VOTE}", True),
    (f"{READ} {VOTE}", A, [], READ, False),
    (READ, f"{A} {B}", [A, B], READ, True),
    (READ, f". {A}", [], READ, True),
    (f"{READ} {VOTE}", f"{A} {B}", [A], READ, False),  # both, and nobody knows which
    (f"{READ} {VOTE}", f"{A} {B}", [A, B], f"{READ} {VOTE}", False),
    (f"{READ} {VOTE}", f". {A}", [], READ, False),
]


@pytest.mark.parametrize(("scope", "resource", "places", "wanted", "is_good"), ROWS)
def test_an_older_row_is_good_for_what_was_allowed_together_for_sure(
    covers, alice, code_client, scope, resource, places, wanted, is_good
):
    remember(alice, code_client, [B], WRITE)
    Consent.objects.update(scope=scope, resource=resource, allowed={})

    assert covers(places, wanted) is is_good
    assert not covers([B], WRITE)

    remember(alice, code_client, ["https://c.example"], READ)
    assert covers(places, wanted) is is_good
    assert covers(["https://c.example"], READ)


def test_what_a_node_of_an_earlier_version_adds_widens_nothing(covers, alice, code_client):
    remember(alice, code_client, [A], READ)
    Consent.objects.update(scope=f"{READ} {VOTE}", resource=f"{A} {B}")  # VOTE, for B

    assert covers([A], READ)
    assert not covers([A], VOTE)
    assert not covers([B], READ)
    assert not covers([B], VOTE)

    remember(alice, code_client, [B], VOTE)
    assert covers([A], READ)
    assert covers([B], VOTE)
    assert not covers([A], VOTE)


@pytest.mark.parametrize(("scope", "place"), [(f"{READ} {VOTE}", A), (READ, f"{A} {B}")])
def test_what_it_adds_counts_where_nothing_else_can_be_meant(
    covers, alice, code_client, scope, place
):
    remember(alice, code_client, [A], READ)
    Consent.objects.update(scope=scope, resource=place)

    assert covers(place.split(), scope)


def test_a_node_of_an_earlier_version_finds_all_that_was_allowed(alice, code_client):
    remember(alice, code_client, [A], READ)
    remember(alice, code_client, [], VOTE)

    row = Consent.objects.get()
    assert (row.scope, row.resource) == (f"{READ} {VOTE}", f". {A}")


def test_what_it_writes_for_another_setup_leaves_nothing_of_the_former_one(
    covers, alice, code_client
):
    remember(alice, code_client, [A], VOTE)
    application = code_client.application
    application.redirect_uris += " https://client.example/another"
    application.save()
    Consent.objects.update(scope=READ, resource=A, application_digest=state_of(application))

    assert covers([A], READ)
    assert not covers([A], VOTE)
