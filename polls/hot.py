"""
A question, and the first page of questions, as bytes from one column of a statement; a vote.

``api`` is the usual way, and says the same: a test compares the two. The column is an
expression, so that it can stand beside the row that says who asks.
"""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.utils import json  # which knows no NaN
from rest_framework.utils.urls import replace_query_param

from polls import keyset, voting
from polls.expressions import JSONRows
from polls.models import Question, QuestionQuerySet, Status
from polls.pagination import KeysetPagination
from polls.serializers import represent

COLUMNS = (
    "id",
    "question_text",
    "pub_date",
    "closes_at",
    "choice_list",
    "my_vote",
    "author_name",
)
ORDER = [str(name) for name in Question._meta.ordering or ()]
SIZE = KeysetPagination.page_size


def question(pk: Any, *, user_id: Any) -> JSONRows:
    """Select the question of ``pk`` as the user of ``user_id`` sees it; both are expressions."""
    return _column(Question.objects.order_by("id").filter(pk=pk), user_id)


def first_page(*, user_id: Any) -> JSONRows:
    """Select the newest questions, one more than a page has, to know whether there is a next."""
    return _column(Question.objects.order_by(*ORDER), user_id, size=SIZE + 1)


def _column(questions: QuestionQuerySet, user_id: Any, *, size: int | None = None) -> JSONRows:
    return JSONRows(questions.for_reader_id(user_id).values(*COLUMNS)[:size])


def write_question(rows: list[dict[str, Any]]) -> bytes:
    """Write what ``question`` selected, one row."""
    return _bytes(represent(_read(rows[0])))


def write_page(rows: list[dict[str, Any]], *, url: str) -> bytes:
    """Write what ``first_page`` selected; ``url`` is the list's own."""
    page = keyset.begin([_read(row) for row in rows], size=SIZE, order=ORDER)
    following = page.next and replace_query_param(url, "cursor", page.next)
    questions = [represent(item) for item in page.items]
    return _bytes({"next": following, "previous": page.previous, "results": questions})


# A first vote ------------------------------------------------------------------------

DIGITS = 2  # of the length of a body; one that is longer takes the usual way


def choice_in(body: bytes) -> int | None:
    """Return the id in ``{"choice": id}``; None for everything else, which may be right as well."""
    try:
        # Pairs, because a dict would hide a repeated member.
        pairs = json.loads(body.decode("ascii"), object_pairs_hook=tuple)
    except ValueError:
        return None
    is_usual = isinstance(pairs, tuple) and len(pairs) == 1 and pairs[0][0] == "choice"
    choice = pairs[0][1] if is_usual else None
    return choice if type(choice) is int and 0 < choice < 2**63 else None


def write_voted(rows: list[dict[str, Any]], *, choice_id: int, now: datetime) -> bytes | None:
    """Write what ``question`` selected, with a vote more; None where it may be refused."""
    question: Any = _read(rows[0])
    choices = [choice["id"] for choice in question.choice_list]
    is_open = Question.status(question, now=now) is Status.OPEN
    if not is_open or question.my_vote is not None or choice_id not in choices:
        return None
    voting.count(question, choice_id)
    return _bytes(represent(question))


def _bytes(answer: dict[str, Any]) -> bytes:
    written: bytes = JSONRenderer().render(answer)
    return written


def _read(row: dict[str, Any]) -> SimpleNamespace:
    moments = {name: _moment(row[name]) for name in ("pub_date", "closes_at")}
    return SimpleNamespace(**row | moments)


def _moment(text: str | None) -> datetime | None:
    """Read a timestamp as the database writes it into JSON."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite has no offsets
