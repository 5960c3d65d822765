"""The quick way reads a vote's path and body as the usual way does."""

import pytest

#: {c} is a choice of the question, {o} of another.
BODIES = {
    "as usual": ('{{"choice": {c}}}', True, "201"),
    "with blanks": (' {{ "choice" :\t{c} }}\r\n', True, "201"),
    "no number, and then one": ('{{"choice": NaN, "choice": {c}}}', False, "400"),
    "twice": ('{{"choice": 0, "choice": {c}}}', False, "400"),
    "as text": ('{{"choice": "{c}"}}', False, "201"),
    "as a decimal": ('{{"choice": {c}.0}}', False, "201"),
    "another's": ('{{"choice": {o}}}', False, "400"),
    "nothing": ("", False, "400"),
    "an empty object": ("{{}}", False, "400"),
    "null": ('{{"choice": null}}', False, "400"),
    "true": ('{{"choice": true}}', False, "400"),
    "a list": ("[{c}]", False, "400"),
    "a number": ("{c}", False, "400"),
    "zero": ('{{"choice": 0}}', False, "400"),
    "below zero": ('{{"choice": -{c}}}', False, "400"),
    "huge": ('{{"choice": 99999999999999999999}}', False, "400"),
    "more members": ('{{"choice": {c}, "votes": 9}}', False, "201"),
    "not closed": ('{{"choice": {c}', False, "400"),
    "not ASCII": ('{{"choice": {c}, "é": 1}}', False, "201"),
    "a NUL": ('{{"choice": {c}}}\0', False, "400"),
    "a byte order mark": ('\ufeff{{"choice": {c}}}', False, None),
    "long": ('{{"choice": {c}' + " " * 100 + "}}", False, "201"),
}


@pytest.mark.parametrize(("body", "is_hot", "status"), BODIES.values(), ids=BODIES)
def test_a_body_is_read_alike(booth, by_alice, question, long_question, body, is_hot, status):
    ids = {"c": question.choices.first().pk, "o": long_question.choices.first().pk}

    assert booth.compare(body.format(**ids).encode(), **by_alice) is is_hot
    assert status in {booth.status, None}
