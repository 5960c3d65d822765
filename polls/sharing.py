"""
Links that show a poll and its result to everybody who has one, signed in or not.

A link is made for people who may see the poll, and passes that on. It is signed, so
nobody finds one by counting up. It shows no votes and no names of people, and takes no vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

if TYPE_CHECKING:
    from polls.models import Question


def code_of(question: Question) -> str:
    return _signer().sign(str(question.pk))


def question_id(code: str) -> int | None:
    """Return the id of the question; None when the code was not made here."""
    try:
        return int(_signer().unsign(code))
    except signing.BadSignature:
        return None


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt="polls.sharing")
