"""Mail servers and Redis are named by their URLs."""

import pytest


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
