"""The hot path says what the usual way says, to the byte, and leaves it all that is unusual."""

from datetime import timedelta
from types import SimpleNamespace

import psycopg
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

from accounts.models import Token
from accounts.tokens import rotating
from polls import editing, voting
from polls.models import Question
from polls.pagination import KeysetPagination
from tests.config.hot.conftest import LIST, Site, bearing
from tests.test_schemes import basic, bearer_that_may_read, session
from web import compression
from web.hot import KNOWN

# Callers -----------------------------------------------------------------------------

HOT_CALLERS = {
    "token": {},
    "token for reading": {"scope": "polls:read"},
    "token for more": {"scope": "polls:read polls:vote"},
    "token that ends later": {"expires_at": timezone.now() + timedelta(hours=1)},
    "token of a clock ahead": {"created": timezone.now() + timedelta(seconds=30)},
}
PLAIN_CALLERS = {
    "revoked": {"revoked_at": timezone.now()},
    "expired": {"created": timezone.now() - timedelta(days=15)},
    "expired by itself": {"expires_at": timezone.now()},
    "from the future": {"created": timezone.now() + timedelta(hours=1)},
    "without the scope": {"scope": "polls:vote"},
    "bound to other networks": {"networks": ["192.0.2.0/24"]},
    "unused for too long": {"idle_days": 1, "last_used_at": timezone.now() - timedelta(days=1)},
}
TO_BE_NOTED = {"never used": None, "used long ago": timezone.now() - timedelta(minutes=5)}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("changes", HOT_CALLERS.values(), ids=HOT_CALLERS)
def test_a_caller_who_may_read_is_answered_alike(site, alice, url, path, changes):
    assert site.compare(url if path == "url" else LIST, **bearing(alice, **changes))


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("changes", PLAIN_CALLERS.values(), ids=PLAIN_CALLERS)
def test_the_usual_way_answers_who_may_not(site, alice, by_alice, url, path, changes):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_alice)
    Token.objects.filter(user=alice).update(**changes)
    site.status(path, **by_alice)  # the same answer, whatever was learned before
    assert not site.compare(path, **by_alice)


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("used", TO_BE_NOTED.values(), ids=TO_BE_NOTED)
def test_the_use_of_a_token_is_noted(site, alice, by_alice, url, path, used):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_alice)
    site.times_plain = 0
    Token.objects.filter(user=alice).update(last_used_at=used)
    headers = by_alice | {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}
    assert site.get(site.application, path, headers)[0] == "200 OK"
    assert site.times_plain == 0
    token = Token.objects.get(user=alice)
    assert token.last_used_at > timezone.now() - timedelta(minutes=1)
    assert token.last_used_from == "127.0.0.1"


@pytest.mark.parametrize("bounds", [{"networks": ["127.0.0.0/8"]}, {"idle_days": 1}])
def test_a_token_with_more_bounds_takes_the_usual_way(site, alice, by_alice, url, bounds):
    assert site.compare(url, **by_alice)
    Token.objects.update(**bounds)
    assert not site.compare(url, **by_alice)
    assert site.status(url, **by_alice) == "200"


def test_a_key_that_was_replaced_takes_the_usual_way(site, alice, by_alice, url):
    assert site.compare(url, **by_alice)
    hour = timedelta(hours=1)
    token = rotating.rotate(alice.initial_token, now=timezone.now(), overlap=hour)
    assert not site.compare(url, **by_alice)
    assert site.status(url, **by_alice) == "200"
    assert site.compare(url, HTTP_AUTHORIZATION=f"Token {token.key}")
    Token.objects.update(old_key_ends_at=timezone.now())
    assert site.status(url, **by_alice) == "401"


def test_a_user_who_is_inactive_is_refused_at_once(site, alice, by_alice, url):
    assert site.compare(url, **by_alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert site.status(url, **by_alice) == "401"


def test_a_token_that_is_revoked_is_refused_at_once(site, alice, by_alice, url):
    assert site.compare(url, **by_alice)
    alice.initial_token.revoke(now=timezone.now())
    assert site.status(url, **by_alice) == "401"


HEADERS = {
    "no credentials": ("", False),
    "no key": ("Token", False),
    "an unknown key": ("Token dar_" + "a" * 38, False),
    "an imported key that is unknown": ("Token " + "a" * 40, False),
    "two keys": ("Token {key} {key}", False),
    "another keyword": ("Bearer {key}", False),
    "small letters": ("token {key}", True),
    "two spaces": ("Token  {key}", False),
    "a key of other letters": ("Token \xfc\xfc", False),
    "a NUL": ("Token \0", False),
    "nonsense": ("\xff\xfe", False),
}


@pytest.mark.parametrize(("header", "is_hot"), HEADERS.values(), ids=HEADERS)
def test_a_header_is_read_as_the_usual_way_reads_it(site, alice, by_alice, url, header, is_hot):
    header = header.replace("{key}", alice.initial_token.key)
    assert site.compare(url, HTTP_AUTHORIZATION=header) is is_hot


@pytest.mark.parametrize("scheme", [basic, bearer_that_may_read], ids=lambda one: one.__name__)
def test_other_schemes_take_the_usual_way(site, alice, url, scheme):
    header = scheme(alice).defaults["HTTP_AUTHORIZATION"]
    assert not site.compare(url, HTTP_AUTHORIZATION=header)


def test_a_cookie_takes_the_usual_way(site, alice, by_alice, url):
    cookie = session(alice).cookies.output(header="", sep=";").strip()
    assert not site.compare(url, HTTP_COOKIE=cookie)
    assert not site.compare(url, HTTP_COOKIE=cookie, **by_alice)


# Questions ---------------------------------------------------------------------------

now = timezone.now()
QUESTIONS = {
    "open": {},
    "closed": {"pub_date": now - timedelta(2), "closes_at": now - timedelta(1)},
    "upcoming": {"pub_date": now + timedelta(1)},
    "whole seconds": {"pub_date": now.replace(microsecond=0)},
    "tenths of seconds": {"pub_date": now.replace(microsecond=100_000)},
    "long ago": {"pub_date": now.replace(year=1970)},
    "far ahead": {"pub_date": now, "closes_at": now.replace(year=9998)},
    "quotes": {"question_text": 'Tea "or" \\ coffee? </script>'},
    "other alphabets": {"question_text": "Чай или кофе? 茶 ☕ é \U0001f375"},
    "long": {"question_text": "Tea? " * 40},
}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("fields", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_written_alike(site, alice, bob, by_alice, path, fields):
    question = editing.save(
        Question(**{"question_text": "Tea?", "author": bob} | fields), choices=["Tea", "„No“"]
    )
    assert site.compare(LIST if path == "list" else f"{LIST}/{question.pk}", **by_alice)


def test_a_vote_is_seen_by_the_next_request(site, alice, bob, by_alice, question, url):
    assert site.compare(url, **by_alice)
    choice = question.choices.first()
    for user in (bob, alice):
        voting.cast(user=user, question=question, choice_id=choice.pk, now=timezone.now())
        assert site.compare(url, **by_alice)
    assert site.compare(LIST, **by_alice)
    _status, _headers, body = site.get(site.application, url, by_alice)
    assert b'"votes":2' in body
    assert f'"my_vote":{choice.pk}'.encode() in body


def test_an_edit_is_seen_by_the_next_request(site, by_alice, question, url):
    assert site.compare(url, **by_alice)
    question.question_text, question.author = "Milk?", None
    question.save()
    assert site.compare(url, **by_alice)
    editing.delete(question)
    assert site.status(url, **by_alice) == "404"


@pytest.mark.parametrize("number", [0, 1, KeysetPagination.page_size, 21, 22])
def test_a_page_is_written_alike(site, alice, by_alice, number):
    for n in range(number):
        editing.save(Question(question_text=f"{n}?", author=alice), choices=["Yes", "No"])
    assert site.compare(LIST, **by_alice)


PATHS = {
    "/": True,
    "//": False,
    "/0": False,
    "/+1": False,
    "/\u0661": False,
    "/999999999999999999": False,
    "/9999999999999999999": False,
    "/{pk}": True,
    "/{pk}/": True,
    "/{pk}//": False,
    "/00{pk}": True,
    "/{pk}.json": False,
    "/{pk}/results": False,
    "x": False,
}


@pytest.mark.parametrize(("path", "is_hot"), PATHS.items(), ids=ascii)
def test_a_path_leads_where_it_usually_leads(site, by_alice, question, path, is_hot):
    path = LIST + path.format(pk=question.pk)
    assert site.compare(path.encode().decode("latin-1"), **by_alice) is is_hot


# Requests ----------------------------------------------------------------------------

REQUESTS = {
    "another Accept": ({"HTTP_ACCEPT": "application/json"}, True),
    "an indent": ({"HTTP_ACCEPT": "application/json; Indent=4"}, False),
    "no Accept that we have": ({"HTTP_ACCEPT": "image/png"}, False),
    "an Accept of a browser": ({"HTTP_ACCEPT": "text/html,*/*;q=0.8"}, True),
    "gzip": ({"HTTP_ACCEPT_ENCODING": "gzip, deflate"}, True),
    "another coding": ({"HTTP_ACCEPT_ENCODING": "br"}, True),
    "an origin": ({"HTTP_ORIGIN": "https://evil.example.com"}, True),
    "an origin that is allowed": ({"HTTP_ORIGIN": "https://app.example.com"}, True),
    "a host that is not ours": ({"HTTP_HOST": "evil.example.com"}, False),
    "a host with a port": ({"HTTP_HOST": "localhost:8000"}, True),
    "no host": ({"HTTP_HOST": ""}, False),
    "a proxy": ({"HTTP_X_FORWARDED_FOR": "192.0.2.1", "HTTP_X_FORWARDED_PROTO": "https"}, True),
    "a language": ({"HTTP_ACCEPT_LANGUAGE": "de"}, True),
    "a query": ({"QUERY_STRING": "a=b"}, False),
    "a format": ({"QUERY_STRING": "format=json"}, False),
    "HEAD": ({"REQUEST_METHOD": "HEAD"}, False),
    "OPTIONS": ({"REQUEST_METHOD": "OPTIONS"}, False),
    "a body": ({"CONTENT_LENGTH": "1"}, True),
    "a body that is too large": ({"CONTENT_LENGTH": "9" * 20}, False),
    "a length that is none": ({"CONTENT_LENGTH": "x"}, False),
    "another charset": ({"CONTENT_TYPE": "text/plain; charset=utf-16"}, False),
    "a prefix": ({"SCRIPT_NAME": "/under"}, True),
    "a header that nobody knows": ({"HTTP_X_NEW": "1"}, False),
    "a range": ({"HTTP_RANGE": "bytes=0-1"}, False),
    "a condition of change": ({"HTTP_IF_MATCH": '"x"'}, False),
}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize(("request_", "is_hot"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_answered_alike(
    site, settings, by_alice, long_question, path, request_, is_hot
):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
    path = LIST if path == "list" else f"{LIST}/{long_question.pk}"
    assert site.compare(path, **by_alice | request_) is is_hot


@pytest.mark.parametrize(
    ("scheme", "forwarded", "is_hot"),
    [
        ("https", {}, True),
        ("https", {"HTTP_X_FORWARDED_PROTO": "http"}, False),
        ("http", {"HTTP_X_FORWARDED_PROTO": "https"}, True),
        ("http", {"HTTP_X_FORWARDED_PROTO": ""}, False),
        ("http", {}, False),
    ],
)
def test_https_is_asked_for_alike(settings, db, by_alice, url, scheme, forwarded, is_hot):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.TRUSTED_PROXY_COUNT = 60, 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = Site()
    headers = {"wsgi.url_scheme": scheme} | forwarded
    for path in (url, LIST):
        assert site.compare(path, **by_alice | headers) is is_hot


CONDITIONS = {
    "the tag": ("{tag}", True),
    "another tag": ('"' + "0" * 32 + '"', True),
    "two tags": ('"x", {tag}', False),
    "a weak tag": ("W/{tag}", False),
    "any": ("*", False),
    "no tag": ("x", False),
    "nothing": ("", False),
    "a tag of gzip": ('"' + "0" * 32 + '-gzip"', False),
}


@pytest.mark.parametrize("coding", ["", "gzip"])
@pytest.mark.parametrize(("condition", "is_hot"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_is_judged_alike(site, by_alice, long_question, coding, condition, is_hot):
    url = f"{LIST}/{long_question.pk}"
    _status, headers, _body = site.get(site.plain, url, by_alice)
    headers = {
        "HTTP_IF_NONE_MATCH": condition.replace("{tag}", headers["ETag"]),
        "HTTP_ACCEPT_ENCODING": coding,
    }
    assert site.compare(url, **by_alice | headers) is is_hot


def test_short_and_long_answers_have_the_headers_of_their_length(site, by_alice, ada):
    question = editing.save(Question(question_text="?", author=ada), choices=["Yes"])
    url = f"{LIST}/{question.pk}"
    missing = compression.SHORTEST - len(site.get(site.plain, url, by_alice)[2])
    for length in (missing, missing + 1, 100, missing, missing + 1):
        Question.objects.update(question_text="?" * length)
        assert site.compare(url, **by_alice)
        is_long = len(site.get(site.application, url, by_alice)[2]) >= compression.SHORTEST
        assert is_long == (length > missing)


SENT = [
    "",
    "Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n",
    "Accept-Language: *\r\nSec-Fetch-Mode: cors\r\nSec-CH-UA-Mobile: ?0\r\nPragma: no-cache\r\n",
    "X-Forwarded-For: ::1\r\nX-Forwarded-Proto: https\r\nX-Real-IP: ::1\r\nVia: 1.1 a\r\n",
]


@pytest.mark.parametrize("headers", SENT, ids=["nothing", "a library", "a browser", "a proxy"])
def test_the_server_and_usual_clients_send_nothing_unusual(headers):
    parser = HTTPRequestParser(Adjustments())
    parser.received(f"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
    server = SimpleNamespace(
        adj=Adjustments(), effective_port=80, server_name="localhost", is_stopping=False
    )
    channel = SimpleNamespace(
        server=server, addr=("127.0.0.1", 1), check_client_disconnected=lambda: False
    )
    environ = WSGITask(channel, parser).get_environment()
    assert set(environ) - KNOWN == set()


# Cost and trouble --------------------------------------------------------------------


@pytest.mark.parametrize("path", ["url", "list"])
def test_it_takes_one_statement(site, by_alice, url, path, monkeypatch):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_alice)
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", None)  # Django's own
    assert site.get(site.application, path, by_alice)[0] == "200 OK"
    monkeypatch.undo()


def test_an_answer_that_differs_is_never_given(site, by_alice, url, monkeypatch):
    monkeypatch.setattr("polls.hot.represent", lambda question: {"id": 0})
    for _ in range(3):
        assert site.status(url, **by_alice) == "200"
        assert not site.compare(url, **by_alice)


def test_the_usual_way_answers_when_the_statement_fails(site, by_alice, url, monkeypatch):
    assert site.compare(url, **by_alice)

    def fail(*args, **kwargs):
        raise psycopg.OperationalError

    monkeypatch.setattr("web.statements.Statement.row", fail)
    assert not site.compare(url, **by_alice)


def test_no_more_shapes_are_kept_than_there_is_room_for(site, by_alice, url, monkeypatch):
    monkeypatch.setattr("web.hot.MOST_SHAPES", 3)
    for n in range(8):
        site.compare(url, **by_alice, HTTP_ORIGIN=f"https://{n}.example.com")
    assert len(site.application.kept) <= 3
