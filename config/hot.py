"""
Credentials and questions meet here: one statement for a caller, and for what they read or vote on.

``accounts`` and ``polls`` each give their part of it, and know nothing of the other.
"""

from __future__ import annotations

import io
from datetime import datetime
from functools import partial
from typing import Any, Literal

from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.db.models import BigIntegerField, CharField, OuterRef
from django.urls import resolve, reverse
from django.utils import timezone

from accounts import addresses
from accounts.digests import digest
from accounts.oauth import hot as access_tokens
from accounts.sessions import hot as sessions
from accounts.tokens import hot as tokens
from accounts.tokens.authentication import is_to_be_noted
from polls import conditional, voting
from polls import hot as questions
from polls.api import QuestionViewSet
from polls.models import Vote
from web import proxies
from web.hot import WSGI, Application, Environ, Found, Write
from web.statements import Insert, Slot, Statement

#: Each tells a caller's key, their row and what its rules say. Sessions only read here.
SCHEMES = (tokens, access_tokens, sessions)
_DIGEST = Slot("digest", CharField())
_READER = OuterRef(OuterRef("user_id"))  # of the row of the credentials, two queries further out


def application(plain: WSGI) -> WSGI:
    """Return ``plain`` with the hot path in front."""
    ways = [Polls(scheme) for scheme in SCHEMES]

    def find(environ: Environ) -> Found | None:
        for way in ways:
            if found := way.find(environ):
                return found
        return None

    return Application(plain, find)


class Polls:
    """
    The requests that come most often, by one of ``SCHEMES``.

    ``GET /polls/api/questions`` and ``…/questions/{id}``, ``POST …/questions/{id}/vote``.
    """

    def __init__(self, scheme: Any) -> None:
        self.name, self.key_of, self.judged = scheme.__name__, scheme.key_of, scheme.judged
        self.path = reverse("polls:api-question-list")
        self.page_route = resolve(self.path).route
        self.question_route = resolve(f"{self.path}/1").route
        self.vote_route = resolve(f"{self.path}/1/vote").route
        asked = questions.question(Slot("pk", BigIntegerField()), user_id=_READER)
        self.question = Statement(partial(scheme.rows, _DIGEST, asked))
        self.votes = Insert(Vote)
        self.page = Statement(partial(scheme.rows, _DIGEST, questions.first_page(user_id=_READER)))

    def find(self, environ: Environ) -> Found | None:
        path = environ["PATH_INFO"].removesuffix("/")
        if environ.get("QUERY_STRING") or not path.startswith(self.path):
            return None
        key = self.key_of(environ)
        if key is None:
            return None
        rest = path[len(self.path) :]
        if environ["REQUEST_METHOD"] == "POST":
            pk = _id_in(rest.removesuffix("/vote")) if rest.endswith("/vote") else None
            return None if pk is None else self._find_vote(key, pk, environ)
        if not rest:
            return self._find_page(key, environ)
        pk = _id_in(rest)
        return None if pk is None else self._find_question(key, pk, environ)

    def _find_question(self, key: str, pk: int, environ: Environ) -> Found | None:
        now = timezone.now()
        caller = self._caller(self.question, "retrieve", key, now=now, pk=pk)
        if caller is None or not caller.answer:
            return None
        body = questions.write_question(caller.answer)
        tag = conditional.tag_of_bytes(body)
        return Found(
            self.question_route, body, tag, self.name, write=_noting(caller, environ, now=now)
        )

    def _find_page(self, key: str, environ: Environ) -> Found | None:
        now = timezone.now()
        caller = self._caller(self.page, "list", key, now=now)
        if caller is None:
            return None
        try:
            url = WSGIRequest(environ).build_absolute_uri()
        except DisallowedHost:
            return None
        body = questions.write_page(caller.answer, url=url)
        tag, note = conditional.tag_of_bytes(body), _noting(caller, environ, now=now)
        return Found(self.page_route, body, tag, self.name, write=note)

    def _find_vote(self, key: str, pk: int, environ: Environ) -> Found | None:
        choice_id = questions.choice_in(_short_json(environ))
        now = timezone.now()
        caller = choice_id and self._caller(self.question, "vote", key, now=now, pk=pk)
        if not choice_id or not caller or not caller.answer:
            return None
        body = questions.write_voted(caller.answer, choice_id=choice_id, now=now)
        if body is None:
            return None
        return Found(
            self.vote_route,
            body,
            conditional.tag_of_bytes(body),
            self.name,
            status=201,
            headers=(("Content-Location", f"{environ['SCRIPT_NAME']}{self.path}/{pk}"),),
            write=partial(
                self._vote,
                _noting(caller, environ, now=now),
                user_id=caller.user_id,
                question_id=pk,
                choice_id=choice_id,
                voted_at=now,
            ),
        )

    def _caller(
        self, statement: Statement, action: str, key: str, *, now: datetime, **values: Any
    ) -> Any:
        """Return the caller and what they ask for; None where the usual way has to say why not."""
        row = statement.row(digest=digest(key), **values)
        caller = self.judged(row, now=now)
        if caller is None:
            return None
        scopes = caller.scopes
        if scopes is not None and QuestionViewSet.required_scopes[action] not in scopes:
            return None
        return caller

    def _vote(self, note: Write | None, **values: Any) -> Literal[True]:
        """Do what ``voting.cast`` does, for a vote that ``questions.write_voted`` has judged."""
        with transaction.atomic() if note else voting.whole():  # one commit for both
            self.votes.run(**values)
            if note:  # after the vote: whoever deletes the user holds them before their tokens
                note()
        return True


def _noting(caller: Any, environ: Environ, *, now: datetime) -> Write | None:
    """Return how the use of a token is written down, where it has to be."""
    if not isinstance(caller, tokens.Found) or not is_to_be_noted(caller, now=now):
        return None
    address = addresses.read(proxies.address_of(environ))
    return partial(tokens.note, caller, now=now, address=address)


def _id_in(rest: str) -> int | None:
    """Return the id in ``/<id>``, of at most 18 digits."""
    digits = rest[1:]
    is_id = rest[:1] == "/" and digits.isascii() and digits.isdigit() and len(digits) <= 18
    return int(digits) if is_id else None


def _short_json(environ: Environ) -> bytes:
    """Return the body of a JSON request, or nothing; the usual way can read it again."""
    length = environ.get("CONTENT_LENGTH") or ""
    is_short = length.isascii() and length.isdigit() and len(length) <= questions.DIGITS
    if environ.get("CONTENT_TYPE") != "application/json" or not is_short:
        return b""
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    return body
