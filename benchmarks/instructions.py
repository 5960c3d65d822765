"""
Count the instructions of requests: they repeat where a timing does not.

    DATABASE_URL=postgres://… python -m benchmarks.instructions [--check]

The database gets the tables, voters and some questions. Callgrind counts this process
alone, through the WSGI application: neither the server nor the database is in it. With
``--check``, more than 5 % above what is recorded is a failure.
"""

from __future__ import annotations

import io
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

#: By Python's version: each has an interpreter of its own. Debian's, which is built with
#: optimizations; another one takes a tenth more.
RECORDED = {
    (3, 11): {
        "a question": 600_000,
        "a question by a session": 925_000,
        "a question by an access token": 603_000,
        "a page of 20": 2_964_000,
        "a first vote": 845_000,
        "a sign-in": 6_550_000,
    }
}
TOLERANCE = 1.05
REQUESTS = (10, 50)  # the difference leaves out what begins and ends a run
WARM_UP = 20  # requests: statements are prepared, headers learned

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "ENV_FILE": "off",
    "DEBUG": "off",
    "HTTPS": "off",
    "ALLOWED_HOSTS": "localhost",
    "SECRET_KEY": "0x" + secrets.token_hex(40),
    "PYTHONHASHSEED": "0",
}
INSIDE = "COUNTED"
POLLS, SIGN_IN = "/polls/api/questions", "/accounts/get_auth_token"
PASSWORD = "a password to measure"  # noqa: S105


def main() -> None:
    if INSIDE in os.environ:
        serve()
        return
    os.environ |= SETTINGS
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
    # Apart: a sign-in starts threads, from which on the C library locks what it allocates.
    counted = count("polls") | count("sign-in")
    recorded = RECORDED.get(sys.version_info[:2], {})
    dearer = []
    for work, number in counted.items():
        most = recorded.get(work)
        print(f"{work}: {number:,} instructions, recorded: {most or 0:,}")
        if most and number > most * TOLERANCE:
            dearer.append(work)
    if dearer and "--check" in sys.argv:
        sys.exit(f"Dearer than recorded by more than 5 %: {', '.join(dearer)}.")


def count(works_of: str) -> dict[str, int]:
    """Run this module under callgrind; return the instructions of one request of each work."""
    with tempfile.TemporaryDirectory() as folder:
        tool = ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no"]
        tool += [f"--callgrind-out-file={folder}/out"]
        done = subprocess.run(
            [*tool, sys.executable, "-m", "benchmarks.instructions"],
            env=os.environ | {INSIDE: works_of},
            check=True,
            capture_output=True,
            text=True,
        )
        totals = [
            int(re.search(r"^(?:summary|totals): (\d+)", path.read_text(), re.MULTILINE)[1])
            for path in sorted(Path(folder).glob("out.*"), key=lambda path: int(path.suffix[1:]))
        ]
    few, many = REQUESTS
    works = done.stdout.split("\n")
    return {
        work: (totals[2 * i + 1] - totals[2 * i]) // (many - few)
        for i, work in enumerate(filter(None, works))
    }


def serve() -> None:
    """Answer requests, and tell callgrind when to begin and when to write down its count."""
    import django

    django.setup()
    works = {"polls": polls, "sign-in": sign_in}[os.environ[INSIDE]]()
    for get in works.values():
        for _ in range(WARM_UP):
            get()
    control("-i", "on")
    for work, get in works.items():
        for number in REQUESTS:
            for _ in range(number):
                get()
            control("-d")
        print(work)
    control("-i", "off")


def control(*options: str) -> None:
    command = ["callgrind_control", *options, str(os.getpid())]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def polls() -> dict[str, Callable[[], None]]:
    from django.core.wsgi import get_wsgi_application
    from django.utils import timezone

    from accounts.models import Token, User
    from config import hot
    from polls import editing
    from polls.models import Question

    application = hot.application(get_wsgi_application())
    voters = [
        User.objects.get_or_create(username=f"counted-{n}")[0]
        for n in range(WARM_UP + sum(REQUESTS))
    ]
    for n in range(21 - Question.objects.count()):
        question = Question(question_text=f"Tea or coffee? {n}", author=voters[0])
        editing.save(question, choices=["Tea", "Coffee", "Water", "Milk"])
    question = Question.objects.latest("pk")
    question.votes.all().delete()
    tokens = [Token.objects.create(user=user) for user in voters]
    Token.objects.update(last_used_at=timezone.now())
    unused = iter(tokens)
    token, session, bearer = _token(tokens[0]), _session(voters[0]), _bearer(voters[0])
    path, ballot = f"{POLLS}/{question.pk}", b'{"choice": %d}' % question.choices.first().pk
    return {
        "a question": lambda: ask(application, path, token),
        "a question by a session": lambda: ask(application, path, session),
        "a question by an access token": lambda: ask(application, path, bearer),
        "a page of 20": lambda: ask(application, POLLS, token),
        "a first vote": lambda: ask(application, f"{path}/vote", _token(next(unused)), ballot),
    }


def _token(token: Any) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Token {token.key}"}


def _session(user: Any) -> dict[str, str]:
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return {"HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}"}


def _bearer(user: Any) -> dict[str, str]:
    from django.utils import timezone
    from oauth2_provider.models import AccessToken, Application

    raw, end = secrets.token_hex(16), timezone.now() + timedelta(hours=1)
    program = Application.objects.create(client_type="public", authorization_grant_type="password")
    AccessToken.objects.create(
        user=user, application=program, token=raw, expires=end, scope="polls:read"
    )
    return {"HTTP_AUTHORIZATION": f"Bearer {raw}"}


def sign_in() -> dict[str, Callable[[], None]]:
    """Sign in with the least hash that there is: what remains is all but its work."""
    from django.contrib.auth.hashers import make_password

    from accounts.models import User
    from accounts.passwords.hashers import Argon2idPasswordHasher
    from config.wsgi import plain

    Argon2idPasswordHasher.time_cost, Argon2idPasswordHasher.memory_cost = 1, 8
    User._base_manager.update(password=make_password(PASSWORD))
    people = iter(User.objects.filter(username__startswith="counted-"))

    def once() -> None:
        who = {"username": next(people).username, "password": PASSWORD}
        ask(plain, SIGN_IN, {}, json.dumps(who).encode())

    return {"a sign-in": once}


def ask(application: Any, path: str, credentials: dict[str, str], body: bytes = b"") -> None:
    begun: list[Any] = []
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": "*/*",
        "HTTP_USER_AGENT": "a program",
        **credentials,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if body:
        environ |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body))}
    answer = application(environ, lambda *begin: begun.append(begin))
    given = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    if begun[0][0] not in {"200 OK", "201 Created"}:
        raise RuntimeError(given.decode())


if __name__ == "__main__":
    main()
