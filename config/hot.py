"""
Tokens and questions meet here: one statement for a caller, and for what they read.

``accounts`` and ``polls`` each give their part of it, and know nothing of the other.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db.models import BigIntegerField, CharField, OuterRef
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.digests import digest
from accounts.tokens import hot as tokens
from accounts.tokens import scopes
from polls import conditional
from polls import hot as questions
from polls.api import QuestionViewSet
from web.hot import WSGI, Application, Environ, Found
from web.statements import Slot, Statement

_DIGEST = Slot("digest", CharField())
_READER = OuterRef(OuterRef("user_id"))  # of the token's row, two queries further out


def application(plain: WSGI) -> WSGI:
    """Return ``plain`` with the hot path in front."""
    return Application(plain, Reading().find)


class Reading:
    """``GET /polls/api/questions`` and ``…/questions/{id}`` with a token of ours."""

    def __init__(self) -> None:
        self.path = reverse("polls:api-question-list")
        self.page_route = resolve(self.path).route
        self.question_route = resolve(f"{self.path}/1").route
        asked = questions.question(Slot("pk", BigIntegerField()), user_id=_READER)
        self.question = Statement(partial(tokens.rows, _DIGEST, asked))
        self.page = Statement(partial(tokens.rows, _DIGEST, questions.first_page(user_id=_READER)))

    def find(self, environ: Environ) -> Found | None:
        key = tokens.key_of(environ.get("HTTP_AUTHORIZATION", ""))
        path = environ["PATH_INFO"].removesuffix("/")
        if key is None or environ.get("QUERY_STRING") or not path.startswith(self.path):
            return None
        pk = path[len(self.path) :]
        if not pk:
            return self._find_page(key, environ)
        is_id = pk[0] == "/" and pk[1:].isascii() and pk[1:].isdigit() and len(pk) <= 19
        return self._find_question(key, int(pk[1:])) if is_id else None

    def _find_question(self, key: str, pk: int) -> Found | None:
        rows = _read(self.question, "retrieve", key, pk=pk)
        if not rows:
            return None
        body = questions.write_question(rows)
        return Found(self.question_route, body, conditional.tag_of_bytes(body))

    def _find_page(self, key: str, environ: Environ) -> Found | None:
        rows = _read(self.page, "list", key)
        if rows is None:
            return None
        try:
            url = WSGIRequest(environ).build_absolute_uri()
        except DisallowedHost:
            return None
        body = questions.write_page(rows, url=url)
        return Found(self.page_route, body, conditional.tag_of_bytes(body))


def _read(statement: Statement, action: str, key: str, **values: Any) -> list[Any] | None:
    """Return what the holder of ``key`` may read; None where the usual way has to say why not."""
    row = statement.row(digest=digest(key), **values)
    token = tokens.judged(row, now=timezone.now())
    if token is None:
        return None
    bounds = scopes.split(token.scope)
    if bounds is not None and QuestionViewSet.required_scopes[action] not in bounds:
        return None
    rows: list[Any] = token.answer
    return rows
