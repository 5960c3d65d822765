"""bin/serve while PostgreSQL refuses it, really: 503, and well again without a restart."""

import psycopg
import pytest
import requests
from django.conf import settings
from psycopg import sql

pytestmark = pytest.mark.database

NAME = "hostile_live"
CALLS = {
    "a token": ("GET", "/accounts/api/me", {"Authorization": f"Token {'9' * 40}"}, None),
    "a bearer": ("GET", "/polls/api/questions", {"Authorization": "Bearer x"}, None),
    "a session": ("GET", "/polls/", {"Cookie": f"sessionid={'a' * 32}"}, None),
    "sign-in": ("POST", "/accounts/get_auth_token", {}, {"username": "a", "password": "b"}),
    "a client": ("POST", "/auth/token", {}, {"grant_type": "password", "client_id": "x"}),
}


@pytest.fixture(scope="module")
def postgresql(request):
    """``postgresql(statement)``: say it to the server, as its owner."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        pytest.skip("needs PostgreSQL: set DATABASE_URL")
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    template = request.getfixturevalue("template")
    given = {new: database[old] for old, new in names.items() if database.get(old)}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as connection:

        def say(statement, *parameters):
            connection.execute(sql.SQL(statement).format(name=sql.Identifier(NAME)), parameters)

        say("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        say(f'CREATE DATABASE {{name}} TEMPLATE "{template}"')
        where = f"{given.get('user', '')}:{given.get('password', '')}@{given.get('host', '')}"
        say.url = f"postgres://{where}:{given.get('port', 5432)}/{NAME}"
        yield say
        say("DROP DATABASE {name} WITH (FORCE)")


def statuses(server) -> dict:
    answers = {}
    for name, (method, path, headers, data) in CALLS.items():
        answer = requests.request(
            method,
            server.url + path,
            headers=headers,
            data=data,
            timeout=5,
            allow_redirects=False,
        )
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0
        answers[name] = answer.status_code
    return answers


def test_every_scheme_is_told_to_come_again_and_then_served(postgresql, start):
    serving = {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "off", "MIGRATE": "1"}
    server = start("bin/serve", DATABASE_URL=postgresql.url, **serving)
    well = {"a token": 401, "a bearer": 401, "a session": 302, "sign-in": 400, "a client": 401}
    assert statuses(server) == well

    postgresql("ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    postgresql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", NAME)
    assert statuses(server) == dict.fromkeys(CALLS, 503)

    postgresql("ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert statuses(server) == well
