"""The requests to the servers, each kind in the terms of each server."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from benchmarks import rows
from benchmarks.load import Request
from benchmarks.people import PASSWORD, PEOPLE
from benchmarks.stage import QUESTIONS, USERS, Stage

OWN = "/polls/api"
SERVICE = "this service"
SIGN_IN = "/accounts/get_auth_token"


@dataclass
class Work:
    name: str
    base: str  # the server that the others are compared to
    requests: dict[str, Callable[[], list[Request]]]  # by server; called for each round
    clients: int = 8
    times: int = 1  # as long as the others: where an answer takes long
    is_in_short: bool = True


def works(stage: Stage) -> list[Work]:
    own, theirs = stage.own, stage.theirs
    by_key = ["stock", "ninja", "fastapi_sqlalchemy", "fastapi_asyncpg"]
    token_get: dict[str, Callable[[], list[Request]]] = {
        name: (lambda: _questions("", rows.stock_key)) for name in by_key
    }
    for name in ("knox", "simplejwt", "dot"):
        token_get[name] = lambda name=name: _fixed("", {"Authorization": theirs[name]})
    token_get["bare"] = lambda: _fixed("", {})
    token_get[SERVICE] = token_gets
    list_of = {
        "stock": lambda: [Request("/questions", {})],
        SERVICE: lambda: [Request(f"{OWN}/questions", _token(rows.key(1)))],
    }
    hot, spread = count(QUESTIONS - rows.FREE + 1), count()
    return [
        Work("token GET", "stock", token_get),
        Work(
            "bearer GET",
            "dot",
            {
                "dot": token_get["dot"],
                SERVICE: lambda: _fixed(OWN, {"Authorization": own["bearer"]}),
            },
            is_in_short=False,
        ),
        Work(
            "session GET",
            "stock",
            {
                "stock": lambda: _fixed("/session", {"Cookie": f"sessionid={theirs['session']}"}),
                SERVICE: lambda: _fixed(OWN, {"Cookie": f"sessionid={own['session']}"}),
            },
            is_in_short=False,
        ),
        Work("list page", "stock", list_of),
        Work("vote on one hot choice", "stock", _votes(lambda: _hot(next(hot))), clients=32),
        Work(
            "vote spread over many",
            "stock",
            _votes(lambda: _spread(next(spread))),
            clients=32,
            is_in_short=False,
        ),
        Work(
            "sign-in",
            "stock",
            {
                "stock": lambda: sign_ins("/sign-in"),
                SERVICE: lambda: sign_ins(SIGN_IN),
            },
            times=4,
        ),
    ]


def token_gets() -> list[Request]:
    return _questions(OWN, rows.key)


def _token(key: str) -> dict[str, str]:
    return {"Authorization": f"Token {key}"}


def _questions(prefix: str, key: Callable[[int], str]) -> list[Request]:
    """A hundred questions, each asked for by another person."""
    return [
        Request(f"{prefix}/questions/{number}", _token(key(number))) for number in range(1, 101)
    ]


def _fixed(prefix: str, headers: dict[str, str]) -> list[Request]:
    return [Request(f"{prefix}/questions/{number}", headers) for number in range(1, 101)]


Ballots = list[tuple[int, int, int]]  # (voter, question, choice)


def _hot(question: int) -> Ballots:
    return [(voter, question, rows.first_choice(question)) for voter in range(1, USERS + 1)]


def _spread(round_: int) -> Ballots:
    """Each votes once, on one of the last hundred questions, and on another each round."""
    ballots = []
    for voter in range(1, USERS + 1):
        question = QUESTIONS - (voter + round_) % (rows.FREE // 2)
        ballots.append((voter, question, rows.first_choice(question) + voter % len(rows.CHOICES)))
    return ballots


def _votes(ballots: Callable[[], Ballots]) -> dict[str, Callable[[], list[Request]]]:
    def by(prefix: str, key: Callable[[int], str]) -> list[Request]:
        return [
            Request(
                f"{prefix}/questions/{question}/vote",
                _token(key(voter)),
                json.dumps({"choice": choice}),
            )
            for voter, question, choice in ballots()
        ]

    return {"stock": lambda: by("", rows.stock_key), SERVICE: lambda: by(OWN, rows.key)}


def sign_ins(path: str) -> list[Request]:
    return [
        Request(path, {}, json.dumps({"username": f"voter-{number}", "password": PASSWORD}))
        for number in range(1, PEOPLE + 1)
    ]
