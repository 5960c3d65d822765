"""Under the API's paths every refusal is JSON with a code that programs can rely on."""

import pytest

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
MANY_FIELDS = "&".join(f"field{number}=x" for number in range(2500))
ME = "/accounts/api/me"
TOKENS = "/accounts/api/tokens"


def assert_refused(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    assert response.json()["code"] == code
    assert response.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "data", "content_type", "status", "code"),
    [
        ("POST", TOKENS, b"{", "application/json", 400, "parse_error"),
        ("POST", TOKENS, b"[" * 100_000, "application/json", 400, "parse_error"),
        ("POST", TOKENS, b'{"name": "\\ud800"}', "application/json", 400, "parse_error"),
        ("POST", TOKENS, b'{"name": 1e400}', "application/json", 400, "parse_error"),
        ("POST", TOKENS, b'{"name": NaN}', "application/json", 400, "parse_error"),
        ("POST", TOKENS, b'{"name": "\xff"}', "application/json", 400, "parse_error"),
        ("POST", TOKENS, b'\xef\xbb\xbf{"name": "x"}', "application/json", 400, "parse_error"),
        ("POST", TOKENS, MANY_FIELDS, FORM, 400, "parse_error"),
        ("POST", TOKENS, "name=x", f"{FORM}; charset=latin-1", 415, "unsupported_media_type"),
        ("POST", TOKENS, b"{}", "application/json; charset=zlib", 415, "unsupported_media_type"),
        ("POST", TOKENS, b"{}", "application/json; charset=odd", 415, "unsupported_media_type"),
        ("POST", TOKENS, b"--x", "multipart/form-data; boundary=y", 400, "name_missing"),
        ("POST", TOKENS, b"--x", "multipart/form-data", 400, "parse_error"),
        ("POST", TOKENS, "<x/>", "application/xml", 415, "unsupported_media_type"),
        ("POST", TOKENS, b"x" * 3_500_000, "application/json", 413, "body_too_large"),
        ("PUT", ME, b"{}", "application/json", 405, "method_not_allowed"),
        ("TRACE", ME, b"", "", 405, "method_not_allowed"),
        ("PROPFIND", ME, b"", "", 405, "method_not_allowed"),
        ("GET", f"{TOKENS}/999999999", b"", "", 404, "not_found"),
        ("GET", f"{TOKENS}/{'9' * 30}", b"", "", 404, "not_found"),
        ("GET", "/accounts/api/nothing/", b"", "", 404, "not_found"),
        ("POST", "/accounts/api", b"", "", 404, "not_found"),
        ("POST", f"/polls/api/questions/{'9' * 20}/vote", b"", "", 404, "not_found"),
        ("DELETE", "/polls/api/questions/-1/", b"", "", 404, "not_found"),
        ("GET", "/polls/api/%00", b"", "", 400, "bad_request"),
        ("GET", f"/polls/api/{'x' * 2000}", b"", "", 414, "uri_too_long"),
        ("GET", "/polls/api/questions?search=%00", b"", "", 400, "bad_request"),
    ],
)
def test_what_cannot_be_done_is_refused_in_json(
    debug, program_as, alice, method, path, data, content_type, status, code
):
    response = program_as(alice).generic(method, path, data, content_type)
    if code == "name_missing":  # field errors are as DRF gives them
        assert (response.status_code, list(response.json())) == (status, ["name"])
    else:
        assert_refused(response, status, code)
    if status == 405:
        assert response["Allow"] == "GET, DELETE, HEAD, OPTIONS"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@testserver", "a b", "[::1", ""])
def test_a_foreign_host_is_refused(debug, program_as, alice, host):
    response = program_as(alice).get(ME, headers={"Host": host})
    assert_refused(response, 400, "bad_request")
