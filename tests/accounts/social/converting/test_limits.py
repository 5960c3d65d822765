"""Bad tokens are limited, and a provider that is slow or down is given up."""

from django.contrib.auth import get_user_model

from accounts.social import base

User = get_user_model()


def test_bad_tokens_are_limited_and_good_ones_are_not(password_client, convert, token_of, settings):
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"provider_token": (2, 300)}
    for _ in range(3):
        assert convert(password_client, token=token_of("dora")).status_code == 200
    for _ in range(2):
        assert convert(password_client, token="forged").status_code == 400

    response = convert(password_client, token=token_of("dora"))

    assert (response.status_code, response.json()["error"]) == (429, "slow_down")
    assert int(response["Retry-After"]) > 0


def test_a_provider_s_trouble_is_not_counted(password_client, convert, token_of, settings):
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"provider_token": (2, 300)}
    good, url = token_of("dora"), settings.SOCIAL_AUTH_DEMO_URL
    settings.SOCIAL_AUTH_DEMO_URL = "http://127.0.0.1:9"
    answers = [convert(password_client, token=good).status_code for _ in range(3)]
    settings.SOCIAL_AUTH_DEMO_URL = url

    assert answers == [503] * 3
    assert convert(password_client, token=good).status_code == 200


def test_a_good_token_of_somebody_who_is_refused_is_not_counted(
    make_user, password_client, convert, token_of, settings
):
    make_user("theodora", email="dora@example.com")
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"provider_token": (2, 300)}

    answers = [convert(password_client, token=token_of("dora")).status_code for _ in range(3)]

    assert answers == [400] * 3
    assert convert(password_client, token=token_of("emil")).status_code == 200


def test_secrets_are_guessed_at_as_seldom_as_passwords(password_client, convert):
    for _ in range(10):
        convert(None, client_id=password_client.id, client_secret="wrong", token="x")

    assert convert(password_client, token="x").status_code == 429


def test_a_provider_that_is_down_is_temporary(password_client, convert, settings):
    settings.SOCIAL_AUTH_DEMO_URL = "http://127.0.0.1:9"

    response = convert(password_client, token="x")

    assert (response.status_code, response.json()["error"]) == (503, "temporarily_unavailable")
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"


def test_a_provider_that_drips_is_given_up(
    password_client, convert, dripping, settings, monkeypatch
):
    """A byte a while keeps every timeout of a socket waiting."""
    settings.SOCIAL_AUTH_DEMO_URL = dripping
    monkeypatch.setattr(base, "SECONDS", 0.5)

    response = convert(password_client, token="x")

    assert (response.status_code, response.json()["error"]) == (503, "temporarily_unavailable")


def test_all_calls_together_are_bounded():
    assert base.SECONDS < 10
