import pytest
from oauth2_provider.models import AccessToken

pytestmark = pytest.mark.django_db


def test_a_machine_gets_a_token_of_nobody(machine, post_token):
    response = post_token(machine, grant_type="client_credentials")

    assert response.status_code == 200
    assert response.json()["scope"] == "polls:read"
    assert "refresh_token" not in response.json()
    assert AccessToken.objects.get().user is None


@pytest.mark.parametrize(
    ("asked", "gets"),
    [
        ("polls:read", "polls:read"),
        ("polls:read polls:vote", "polls:read"),
        ("polls:vote polls:write polls:read profile openid", "polls:read"),
        ("polls:read offline_access", "polls:read"),
        ("offline_access", "polls:read"),
    ],
)
def test_it_gets_what_it_can_do_and_is_told_so(machine, post_token, asked, gets):
    response = post_token(machine, grant_type="client_credentials", scope=asked)

    assert response.json()["scope"] == gets


def test_a_project_that_lists_nothing_keeps_the_personal_scopes_from_it(
    machine, post_token, settings
):
    del settings.OAUTH2_SCOPES_FOR_NOBODY

    response = post_token(
        machine, grant_type="client_credentials", scope="polls:read polls:vote email"
    )

    assert response.json()["scope"] == "polls:read polls:vote"


@pytest.mark.parametrize("scope", ["profile", "email", "openid", "polls:vote", "polls:write email"])
def test_it_cannot_have_what_needs_a_person(machine, post_token, scope):
    response = post_token(machine, grant_type="client_credentials", scope=scope)

    assert response.json()["error"] == "invalid_scope"


@pytest.mark.parametrize(
    ("grant", "client_type"), [("password", "confidential"), ("authorization-code", "public")]
)
def test_other_applications_cannot(make_client, post_token, grant, client_type):
    client = make_client(grant, client_type)

    response = post_token(client, grant_type="client_credentials")

    assert response.status_code in {400, 401}
    assert response.json()["error"] in {"unauthorized_client", "invalid_client"}
