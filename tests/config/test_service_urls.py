"""The URLs of the database, Redis and the mail server: what cannot work stops the start."""

import traceback

import pytest
from django.core.exceptions import ImproperlyConfigured

LIMITS = "-c statement_timeout=4000 -c lock_timeout=3000"


def database(read_settings, url):
    return read_settings(DATABASE_URL=url)["DATABASES"]["default"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root:hunter2@db/polls"),
        ("DATABASE_URL", "postgres://root:hun@ter2:hunter2@db:port/polls?password=hunter2"),
        ("DATABASE_URL", "postgres://u:hunter2-Pa?ss@h/db"),
        ("DATABASE_URL", "postgres://u:hunter2#Pass@h/db"),
        ("DATABASE_URL", "postgres://u:hunter2/Pass@h/db"),
        ("DATABASE_URL", "postgres://u:hunter2[Pass@h/db"),
        ("DATABASE_URL", "postgres://u:1234?hunter2@h/db"),
        ("DATABASE_URL", "postgres://u:hunter2"),
        ("DATABASE_URL", "postgres://u:://hunter2@h/db?x=1"),
        ("DATABASE_URL", "postgres://u:p@h/db?password=hunter2"),
        ("REDIS_URL", "http://:hunter2@cache:6379/0"),
        ("REDIS_URL", "redis://:hunter2?Pass@cache:6379/0"),
        ("REDIS_URL", "redis://:hunter2"),
        ("REDIS_URL", "redis://u:hunter2@cache/0?foo=hunter2"),
        ("EMAIL_URL", "post://me:hunter2@mail:587"),
        ("EMAIL_URL", "smtp+tls://me:hunter2/Pass?x@mail:587"),
        ("EMAIL_URL", "smtp+tls://me:hunter2@mail:99999"),
    ],
)
def test_a_refusal_keeps_passwords_to_itself(name, value, read_settings, recwarn):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(**{name: value})
    shown = "".join(traceback.format_exception(refusal.value))  # with what the parser said
    assert "hunter2" not in shown
    assert "Pass" not in shown
    assert list(recwarn) == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "postgres://u:S3cret-Pa?ss@h/db", "? as %3F"),
        ("DATABASE_URL", "postgres://u@h:5432/", "names no database"),
        ("DATABASE_URL", "postgres://u@h/db?pol=true", "no option 'pol'"),
        ("DATABASE_URL", "postgres://u@h/db?connect_timeout=soon", "takes a whole number"),
        ("DATABASE_URL", "postgres://u@h/db?conn_max_age=long", "takes a whole number"),
        ("DATABASE_URL", "postgres://u@h/db?pool=perhaps", "takes on or off"),
        ("DATABASE_URL", "postgres://u@h/db?sslmode=always", "takes one of disable, allow"),
        ("DATABASE_URL", "postgres://u@h/db?atomic_requests=true", "no option"),
        ("DATABASE_URL", "postgres://u@h:0/db", "postgres://"),
        ("DATABASE_URL", "postgres://u@h/db?pool=on&conn_max_age=5", "has to be 0"),
        ("DATABASE_URL", "postgres://u@h/db?sslmode", "one value"),
        ("DATABASE_URL", "postgres://u@h/db?target_session_attrs=rw", "takes one of any, read-wr"),
        ("DATABASE_URL", "postgres://u@h/db?gssencmode=off", "takes one of disable, prefer"),
        ("DATABASE_URL", "postgres://u@h/db?ssl_min_protocol_version=1.2", "takes one of TLSv1"),
        ("DATABASE_URL", "postgres://u@h/db?sslrootcert=/nowhere.pem", "names no file"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all/db.sqlite3", "There is no folder /nowhere"),
        ("DATABASE_URL", "postgres://u@h/db?pool=on&pool=off", "one value"),
        ("DATABASE_URL", "sqlite://db.sqlite3", "sqlite:////path"),
        ("DATABASE_URL", "sqlite:db.sqlite3", "sqlite:////path"),
        ("DATABASE_URL", "sqlite:/db.sqlite3", "sqlite:////path"),
        ("DATABASE_URL", "sqlite:///", "sqlite:////path"),
        ("DATABASE_URL", "sqlite:////folder/", "sqlite:////path"),
        ("DATABASE_URL", "sqlite:////db.sqlite3?mode=ro", "no option 'mode'"),
        ("DATABASE_URL", "sqlite:////db.sqlite3?transaction_mode=LAZY", "takes one of DEFERRED"),
        ("REDIS_URL", "redis://127.0.0.1:99999/0", "redis://host:6379/0"),
        ("REDIS_URL", "redis://127.0.0.1/first", "redis://host:6379/0"),
        ("REDIS_URL", "redis://127.0.0.1:0/0", "redis://host:6379/0"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0?foo=bar", "no option 'foo'"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0?decode_responses=on", "no option"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0?db=1&db=2", "one value"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0?db", "one value"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0?socket_timeout=abc", "does not take its options"),
        ("REDIS_URL", "redis://127.0.0.1:6379/0?db=first", "does not take its options"),
        ("REDIS_URL", "rediss://127.0.0.1:6379/0?ssl_cert_reqs=never", "does not take its options"),
        ("EMAIL_URL", "smtp://", "smtp+tls://"),
        ("EMAIL_URL", "smtp://mail:0", "smtp+tls://"),
        ("EMAIL_URL", "smtp://mail/inbox", "smtp+tls://"),
        ("EMAIL_URL", "smtp://mail?use_tls=on", "no option 'use_tls', only timeout"),
        ("EMAIL_URL", "smtp://mail?timeout=0", "takes a whole number from 1"),
        ("EMAIL_URL", "filemail://", "filemail:///path"),
    ],
)
def test_a_url_that_cannot_work_stops_the_start(name, value, words, read_settings):
    with pytest.raises(ImproperlyConfigured, match=f"^{name}=") as refusal:
        read_settings(**{name: value})
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("query", "changed"),
    [
        ("", {"options": LIMITS, "connect_timeout": 2}),
        (
            "?options=-c%20search_path%3Dmyschema&connect_timeout=30",
            {"options": f"{LIMITS} -c search_path=myschema", "connect_timeout": 30},
        ),
        ("?options=-c%20statement_timeout%3D0", {"options": f"{LIMITS} -c statement_timeout=0"}),
        ("?options=", {"options": ""}),
        ("?SSLMODE=require&application_name=polls", {"sslmode": "require"}),
        ("?prepare_threshold=5", {"prepare_threshold": 5}),
        ("?prepare_threshold=off", {"prepare_threshold": None}),
    ],
)
def test_what_the_operator_writes_wins(query, changed, read_settings):
    options = database(read_settings, f"postgres://u@h/db{query}")["OPTIONS"]
    assert options == options | changed


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}),
        ("?conn_max_age=0", {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}),
        ("?conn_health_checks=off", {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": False}),
        ("?pool=true", {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}),
    ],
)
def test_connections_are_kept_unless_there_is_a_pool(query, expected, read_settings):
    read = database(read_settings, f"postgres://u@h/db{query}")
    assert read == read | expected
    assert not {"conn_max_age", "CONN_MAX_AGE"} & read["OPTIONS"].keys()


def test_options_for_sqlite_win_as_well(read_settings):
    options = database(read_settings, "sqlite:////db.sqlite3?timeout=5")["OPTIONS"]
    assert (options["timeout"], options["transaction_mode"]) == (5, "IMMEDIATE")


def test_a_database_in_memory_is_named_as_ever(read_settings):
    assert database(read_settings, "sqlite://:memory:")["NAME"] == ":memory:"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres:///polls?host=/var/run/postgresql", {"NAME": "polls", "HOST": ""}),
        ("postgres://u:p@h1:5432,h2:5433/polls", {"HOST": "h1,h2", "PORT": "5432,5433"}),
        ("postgres://u:pa%3Fss%40@[::1]:5433/polls", {"PASSWORD": "pa?ss@", "HOST": "::1"}),
    ],
)
def test_postgresql_is_named_in_many_ways(url, expected, read_settings):
    read = database(read_settings, url)
    assert read == read | expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail", {"EMAIL_PORT": 25, "EMAIL_TIMEOUT": 10}),
        ("smtp+tls://u:p@mail", {"EMAIL_PORT": 587, "EMAIL_USE_TLS": True}),
        ("smtp+ssl://mail?timeout=3", {"EMAIL_PORT": 465, "EMAIL_TIMEOUT": 3}),
        ("smtp://mail:2525", {"EMAIL_PORT": 2525}),
    ],
)
def test_a_mail_server_is_given_its_time(url, expected, read_settings):
    read = read_settings(EMAIL_URL=url)
    assert {name: read[name] for name in expected} == expected
    assert "OPTIONS" not in read


def test_postgresql_and_redis_by_their_urls(read_settings):
    read = read_settings(
        DATABASE_URL="postgres://me:secret@db:5433/polls", REDIS_URL="redis://cache:6379/2"
    )
    assert read["DATABASES"]["default"]["ENGINE"] == "web.databases.postgresql"
    assert read["DATABASES"]["default"]["PORT"] == 5433
    assert read["CACHES"]["default"]["LOCATION"] == "redis://cache:6379/2"


@pytest.mark.parametrize("url", ["filemail:///var/mail/polls", "filemail:////var/mail/polls"])
def test_a_folder_for_mails_is_where_its_path_says(url, read_settings):
    assert read_settings(EMAIL_URL=url)["EMAIL_FILE_PATH"] == "/var/mail/polls"
