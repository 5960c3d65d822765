"""The troubles of a provider are told in words, or in the RFC's shape."""

import pytest
import requests
from django.contrib.auth import get_user_model

from tests.accounts.social.conftest import told
from tests.accounts.social.providers.recorded import (
    NESTED,
    answer,
    come_back,
    each,
    each_convertible,
)

User = get_user_model()


@each
@pytest.mark.parametrize(
    "trouble",
    [
        {"body": requests.ReadTimeout()},
        {"status": 500, "body": "<html>oops</html>"},
        {"status": 401, "json": {"error": "invalid_client"}},
        {"body": b"\xff\xfe\x00"},
        {"body": NESTED},
        {"status": 400, "body": NESTED},
        {"json": []},
    ],
)
@pytest.mark.parametrize("where", ["token", "profile"])
def test_in_a_browser_it_is_told_in_words(recorded, visitor, begin, mocked, trouble, where):
    answer(mocked, recorded.token, **({} if where == "profile" else trouble))
    answer(mocked, recorded.profile[0], **({} if where == "token" else trouble))
    for call in recorded.profile[1:]:
        answer(mocked, call)

    response = come_back(recorded, visitor, begin)

    assert response["Location"] == "/accounts/auth/?next=/polls/"
    assert recorded.name in told(response)[0]
    assert not User.objects.exists()


TROUBLES = [
    ({"body": requests.ConnectTimeout()}, 503),
    ({"body": requests.ReadTimeout()}, 503),
    ({"body": requests.ConnectionError()}, 503),
    ({"status": 500, "body": "<html>oops</html>"}, 503),
    ({"status": 503, "json": {"message": "busy"}}, 503),
    ({"status": 429, "json": {}}, 503),
    ({"body": "<html>maintenance</html>"}, 503),
    ({"body": b"\xff\xfe\x00"}, 503),
    ({"body": ""}, 503),
    ({"body": NESTED}, 503),
    ({"status": 400, "body": NESTED}, 503),
    ({"status": 401, "json": {"message": "Bad credentials"}}, 400),
    ({"status": 400, "json": {"error": "invalid_token"}}, 400),
    ({"status": 404, "body": ""}, 400),
    ({"json": None}, (400, 503)),
    ({"json": []}, (400, 503)),
    ({"json": {}}, (400, 503)),
    ({"json": "x"}, (400, 503)),
    ({"json": 1}, (400, 503)),
    ({"json": {"data": [], "app": "x", "aud": {}}}, (400, 503)),
]


@each_convertible
@pytest.mark.parametrize(("trouble", "status"), TROUBLES)
@pytest.mark.parametrize("where", ["proof", "profile"])
def test_for_a_client_it_has_the_rfcs_shape(recorded, convert, mocked, trouble, status, where):
    answer(mocked, recorded.proof, **({} if where == "profile" else trouble))
    answer(mocked, recorded.profile[0], **({} if where == "proof" else trouble))
    for call in recorded.profile[1:]:
        answer(mocked, call)

    response = convert(recorded.provider)

    assert response.status_code in (status if isinstance(status, tuple) else [status])
    error = {400: "invalid_grant", 503: "temporarily_unavailable"}[response.status_code]
    assert response.json()["error"] == error
    assert response["Cache-Control"] == "no-store"
    assert not User.objects.exists()
