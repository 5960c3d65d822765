"""Problem details (RFC 9457) are for those who ask; everybody else gets what they had."""

import pytest

from web.problems import problem_of

BOTH = "application/json, application/problem+json"
PAGE = "http://testserver/docs/reference/errors/#"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _issuer(settings):
    settings.ISSUER = "http://testserver"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/accounts/api/me", "", 401, "not_authenticated"),
        ("GET", "/polls/api/nowhere", "", 404, "not_found"),
        ("GET", "/nowhere", "", 404, "not_found"),
        ("GET", "/polls/api/%00", "", 400, "bad_request"),
        ("PUT", "/accounts/get_auth_token", "{}", 405, "method_not_allowed"),
        ("POST", "/accounts/get_auth_token", "{", 400, "parse_error"),
        ("POST", "/accounts/get_auth_token", " " * (2**20 + 1), 413, "body_too_large"),
        ("POST", "/accounts/login/", "{}", 403, "csrf_failed"),
    ],
)
@pytest.mark.parametrize(
    "accept",
    [
        *(BOTH, "application/problem+json", "text/csv, " + BOTH),
        "application/json, Application/Problem+JSON ; q=0.1",
        "Application/Problem+JSON",
    ],
)
def test_a_refusal_is_a_problem_with_the_same_words(
    browser, accept, method, path, body, status, code
):
    def ask(accept):
        return browser.generic(method, path, body, "application/json", headers={"Accept": accept})

    plain, answer = ask("application/json"), ask(accept)

    assert plain["Content-Type"] == "application/json"
    assert plain.json() == {"detail": plain.json()["detail"], "code": code}
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Content-Length"] == str(len(answer.content))
    assert "Accept" in answer["Vary"]
    assert answer.json() == {
        "type": PAGE + code,
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        **plain.json(),
    }
    kept = {"Allow", "Cache-Control", "Link", "WWW-Authenticate"}
    assert [answer.get(name) for name in kept] == [plain.get(name) for name in kept]


@pytest.mark.parametrize(
    "accept",
    [
        *("*/*", "", "application/*", "text/*"),
        "application/json, application/problem+json;q=0",
        "application/json, application/problem+json; charset=utf-8; q=0.000",
        "application/json, application/problem+json-seq",
    ],
)
def test_nobody_gets_a_problem_unasked(api, accept):
    answer = api.get("/accounts/api/me", headers={"Accept": accept})
    assert answer.json().keys() == {"detail", "code"}


def test_oauth2_keeps_the_shape_of_its_rfcs(api):
    answer = api.post("/auth/token", {"grant_type": "odd"}, headers={"Accept": BOTH})
    assert answer.json()["error"] == "unsupported_grant_type"
    answer = api.post("/auth/convert-token", {}, headers={"Accept": BOTH})
    assert answer["Content-Type"] == "application/json"


def test_what_is_no_refusal_stays_json(api_as, alice):
    for accept in (BOTH, "application/problem+json"):
        answer = api_as(alice).get("/accounts/api/me", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/json"


def test_a_field_error_says_where_it_is(api_as, alice):
    body = {"question_text": "Tea?", "choices": ["Tea", {"choice_text": ""}], "closes_at": "never"}
    answer = api_as(alice).post("/polls/api/questions", body, headers={"Accept": BOTH})
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (400, 400, "invalid")
    assert {error["pointer"] for error in problem["errors"]} == {
        "#/choices/1/choice_text",
        "#/closes_at",
    }
    assert all(error["detail"] for error in problem["errors"])


def test_a_query_parameter_is_named(api_as, alice):
    answer = api_as(alice).get("/polls/api/questions?serach=x", headers={"Accept": BOTH})
    [error] = answer.json()["errors"]
    assert error["parameter"] == "serach"


@pytest.mark.parametrize(
    ("refusal", "pointers"),
    [
        ({"name": ["a", "b"]}, ["#/name", "#/name"]),
        ({"a/b~c": ["x"]}, ["#/a~1b~0c"]),
        ({"non_field_errors": ["x"]}, ["#"]),
        ({"items": [{}, {"non_field_errors": ["x"]}]}, ["#/items/1"]),
        ({"items": {"0": {"name": ["x"]}}}, ["#/items/0/name"]),
        ({"name": "x"}, ["#/name"]),
    ],
)
def test_a_pointer_leads_to_the_value(refusal, pointers):
    errors = problem_of(refusal, 400)["errors"]
    assert [error["pointer"] for error in errors] == pointers


def test_a_site_without_a_page_of_codes_has_problems_without_a_type(settings):
    settings.HELP_WITH_CODES = ""
    assert problem_of({"detail": "No.", "code": "no"}, 403)["type"] == "about:blank"
