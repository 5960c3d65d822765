"""The URLs of the database, Redis and the mail server: what cannot work stops the start."""

import traceback

import pytest
from django.core.exceptions import ImproperlyConfigured


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
