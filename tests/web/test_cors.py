"""Scripts of other origins: what all may read, what named ones may send and see."""

import pytest

APP = "https://app.example.com"
STRANGER = "https://stranger.example"
PUBLIC = ["/.well-known/oauth-authorization-server", "/api/schema/", "/api/schema/?format=json"]


@pytest.fixture(autouse=True)
def _named(settings):
    settings.CORS_ALLOWED_ORIGINS = [APP]


def named(answer, header) -> set[str]:
    return {part.strip().lower() for part in answer.get(header, "").split(",") if part}


def preflight(client, path, header, origin=APP):
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": header,
    }
    return client.options(path, headers=asked)


@pytest.mark.parametrize(
    "header",
    [
        *("authorization", "content-type", "if-match", "if-none-match", "idempotency-key"),
        *("dpop", "traceparent", "x-request-id"),
    ],
)
def test_a_named_origin_may_send(header, client):
    answer = preflight(client, "/polls/api/questions", header)
    assert answer["Access-Control-Allow-Origin"] == APP
    assert header in named(answer, "Access-Control-Allow-Headers")


@pytest.mark.parametrize(
    "header",
    [
        *("dpop-nonce", "etag", "link", "location", "ratelimit", "ratelimit-policy"),
        *("retry-after", "www-authenticate", "x-request-id"),
    ],
)
def test_a_named_origin_may_read(header, client, db):
    answer = client.get("/polls/api/questions", headers={"Origin": APP})
    assert header in named(answer, "Access-Control-Expose-Headers")


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("origin", [APP, STRANGER, "null"])
def test_every_origin_may_read_what_is_public(path, origin, client, db):
    answer = client.get(path, headers={"Origin": origin})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.parametrize("path", PUBLIC)
def test_every_origin_may_send_a_trace_to_what_is_public(path, client):
    answer = preflight(client, path, "traceparent", STRANGER)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "traceparent" in named(answer, "Access-Control-Allow-Headers")


def test_a_cache_may_keep_what_is_public_for_all_origins(client, db):
    answer = client.get("/api/schema/")
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/polls/api/questions", "/auth/token", "/accounts/api/me"])
def test_a_stranger_may_read_nothing_else(path, client, db):
    answer = client.get(path, headers={"Origin": STRANGER})
    assert "Access-Control-Allow-Origin" not in answer
    assert "Access-Control-Allow-Origin" not in preflight(client, path, "if-match", STRANGER)
