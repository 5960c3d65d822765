"""A program ends a connected account, in the shape of OAuth2."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from social_django.models import UserSocialAuth

from accounts import credentials
from accounts.ends import Event

User = get_user_model()


@pytest.mark.parametrize("path", ["/auth/disconnect-backend", "/auth/disconnect-backend/"])
def test_a_program_disconnects(alice, connect, api_as, path):
    account = connect(alice, "alice-there")

    response = api_as(alice).post(path, {"backend": "demo", "association_id": account.pk})

    assert response.status_code == 204
    assert not UserSocialAuth.objects.exists()


def test_where_there_is_one_no_id_is_needed(alice, connect, api_as):
    connect(alice, "alice-there")

    response = api_as(alice).post("/auth/disconnect-backend", {"backend": "demo"})

    assert response.status_code == 204


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"backend": "demo"}, 400),  # there are two
        ({"backend": "nowhere"}, 404),
        ({"backend": "\0"}, 400),
        ({"backend": "demo", "association_id": "x"}, 400),
        ({"backend": "demo", "association_id": -1}, 400),
        ({"backend": "demo", "association_id": 10**30}, 400),
        ({"backend": "demo", "association_id": 2**62}, 404),
        ([], 400),
    ],
)
def test_a_wrong_request_is_told_in_the_shape_of_oauth2(alice, connect, api_as, body, status):
    connect(alice, "one")
    connect(alice, "two")

    response = api_as(alice).post("/auth/disconnect-backend", body, format="json")

    assert response.status_code == status
    assert response.json().keys() == {"error", "error_description"}
    assert UserSocialAuth.objects.count() == 2


def test_the_api_keeps_the_last_way_in_too(dora, connect, api_as):
    connect(dora, "dora-there")

    response = api_as(dora).post("/auth/disconnect-backend", {"backend": "demo"})

    assert response.status_code == 400
    assert "only way" in response.json()["error_description"]


def test_of_several_that_are_to_end_all_do_or_none(dora, connect):
    accounts = [connect(dora, "there"), connect(dora, "there-too")]
    chosen = [f"social.{account.pk}" for account in accounts]

    with pytest.raises(credentials.CannotEnd):
        credentials.end_chosen(dora, chosen, event=Event.ALL_ENDED, now=timezone.now())

    assert UserSocialAuth.objects.filter(user=dora).count() == 2
