"""A device names its resource, and all that it names is in bounds."""

import pytest
from oauth2_provider.models import AccessToken, RefreshToken

from tests.accounts.oauth.device_details.conftest import ELSEWHERE, HERE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("at_first", "later", "kept"),
    [
        ([], [], []),
        ([HERE], [], [HERE]),
        ([HERE, ELSEWHERE], [], [HERE, ELSEWHERE]),
        ([HERE, ELSEWHERE], [ELSEWHERE], [ELSEWHERE]),
        ([], [HERE], [HERE]),
        ([HERE], [ELSEWHERE], None),
        ([], [ELSEWHERE], None),  # the page told of no API but this one
        ([], [HERE, ELSEWHERE], None),
    ],
)
def test_a_resource_is_narrowed_and_never_widened(
    television, allowed, post_token, at_first, later, kept
):
    asked = allowed(scope="polls:read", **({"resource": at_first} if at_first else {}))

    response = post_token(television, **asked, **({"resource": later} if later else {}))

    if kept is None:
        assert (response.status_code, response.json()["error"]) == (400, "invalid_target")
        assert not AccessToken.objects.exists()
    else:
        assert AccessToken.objects.get().resource == kept
        assert RefreshToken.objects.get().resource == kept


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ("polls", "absolute"),
        ([f"{HERE}/{number}" for number in range(11)], "at most 10"),
        (f"{HERE}/{'x' * 2000}", "longer than 2000"),
    ],
)
def test_what_is_no_address_and_what_would_fill_the_database_is_refused_at_once(
    television, post_token, resource, said
):
    answer = post_token(television, "/auth/device-authorization", resource=resource)

    assert answer.json()["error"] == "invalid_target"
    assert said in answer.json()["error_description"]
