"""Options in the URL of a database win over those of the site."""

import pytest

LIMITS = "-c statement_timeout=4000 -c lock_timeout=3000"


def database(read_settings, url):
    return read_settings(DATABASE_URL=url)["DATABASES"]["default"]


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
