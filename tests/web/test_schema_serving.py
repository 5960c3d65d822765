"""The schema is served to everybody and every cache, at once."""

import pytest


def test_a_bad_token_is_refused_where_everybody_may_read(client, db):
    headers = {"Authorization": "Token nonsense"}
    assert client.get("/api/schema/", headers=headers).status_code == 401
    assert client.get("/api/schema/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "version=x%0d%0aX-A:%20b",
        "version=x%22;%20filename=%22evil.html",
        "version=%E2%80%A6",
        "lang=de",
        "lang=%0d%0a",
        "lang=" + "x" * 3000,
        "anything=%00%01",
    ],
)
def test_no_query_parameter_gets_into_its_headers(client, query):
    plain, answer = client.get("/api/schema/"), client.get(f"/api/schema/?{query}")
    if "%00" in query:  # no text of ours holds a NUL
        assert answer.status_code == 400
        return
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'inline; filename="schema.yaml"'
    assert answer.content == plain.content
    assert "X-A" not in answer


@pytest.mark.parametrize("suffix", ["", "?format=json"])
def test_it_is_for_every_cache(client, suffix):
    answer = client.get(f"/api/schema/{suffix}")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
