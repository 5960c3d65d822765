"""No input is a 500: every endpoint, every method, whatever hypothesis thinks of."""

import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from tests.web.routes import METHODS, api_paths

pytestmark = [pytest.mark.sweep, pytest.mark.database]

# The same examples in every run: a red build is red for everybody.
bounded = settings(
    max_examples=80,
    derandomize=True,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

text = st.text(max_size=40) | st.sampled_from(["\0", "\ud800", "\u2019", "0" * 5000, "é" * 3000])
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**62, max_value=2**70)
    | st.floats()
    | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=8,
)
FIELDS = [
    "username",
    "password",
    "name",
    "expires_at",
    "question_text",
    "pub_date",
    "closes_at",
    "choices",
    "choice",
    "grant_type",
    "client_id",
    "client_secret",
    "code",
    "refresh_token",
    "scope",
    "token",
    "backend",
]
objects = st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6)
broken = st.binary(max_size=200) | st.sampled_from(
    [
        b"",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{}",
        b'{"username": "\xff"}',
        b'{"username": "\\ud800", "password": "x"}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b"1" * 5000,
        b"&".join(b"a%d=1" % n for n in range(2500)),
        b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n",
    ]
)
bodies = objects.map(lambda value: json.dumps(value).encode()) | broken
content_types = st.sampled_from(
    [
        "application/json",
        "application/json; charset=utf-16",
        "application/json; charset=nonsense",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain",
        "nonsense",
        "",
    ]
)
header_text = st.text(
    st.characters(min_codepoint=1, max_codepoint=255, exclude_characters="\r\n"), max_size=60
)
credentials = st.sampled_from(["Token", "Bearer", "Basic", "token", "", "Digest"]).flatmap(
    lambda scheme: st.tuples(
        st.just(scheme),
        header_text
        | st.sampled_from(
            ["", "a b", "\0", "dar_", "x" * 8000, "Og==", "AAAA", "dar_" + "0" * 38, "google x"]
        ),
    ).map(" ".join)
)
headers = st.fixed_dictionaries(
    {},
    optional={
        "Authorization": credentials,
        "Cookie": header_text.map(lambda value: f"sessionid={value}; csrftoken={value}"),
        "Accept": header_text | st.sampled_from(["text/html", "image/*;q=x", "*/*;v=" + "1" * 500]),
        "Origin": header_text,
        "X-Forwarded-For": header_text,
        "If-None-Match": header_text,
        "Accept-Language": header_text,
        "Range": header_text,
    },
)
queries = st.dictionaries(
    st.sampled_from(["cursor", "page_size", "search", "ordering", "status", "mine", "format"]),
    text | st.sampled_from(["-pub_date", "cD1nYXJiYWdl", "json", "svg"]),
    max_size=3,
)


def surrogates_away(query):
    """A URL is bytes: what has no UTF-8 cannot be in one."""
    return {name: value.encode(errors="replace").decode() for name, value in query.items()}


def assert_refused_well(answer):
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400 and answer.content:
        assert answer["Content-Type"].startswith("application/json")
        json.loads(answer.content)


@pytest.fixture
def program(alice):
    return APIClient(headers={"Authorization": f"Token {alice.initial_token.key}"})


@bounded
@given(data=st.data())
def test_no_body_is_a_500(program, data):
    answer = program.generic(
        data.draw(st.sampled_from(METHODS)),
        data.draw(st.sampled_from(api_paths())),
        data.draw(bodies),
        data.draw(content_types),
    )
    assert_refused_well(answer)


@bounded
@given(data=st.data())
def test_no_header_is_a_500(db, data):
    answer = APIClient().generic(
        data.draw(st.sampled_from(["GET", "POST"])),
        data.draw(st.sampled_from(api_paths())),
        headers=data.draw(headers),
    )
    assert_refused_well(answer)


@bounded
@given(query=queries.map(surrogates_away))
def test_no_query_is_a_500(program, query):
    assert_refused_well(program.get("/polls/api/questions", query_params=query))


@bounded
@given(body=bodies, content_type=content_types)
def test_no_sign_in_is_a_500(db, body, content_type):
    for path in ("/accounts/login/", "/accounts/get_auth_token", "/auth/token"):
        answer = APIClient().generic("POST", path, body, content_type)
        assert answer.status_code < 500
