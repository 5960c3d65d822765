"""docs/how-to/second-factor.md and docs/reference/doors.md publish both tables."""

from pathlib import Path

import pytest

from tests.accounts.doors.test_second_factor import MATRIX
from tests.accounts.doors.test_states import BY_STATE, STATES
from tests.accounts.social.conftest import Browser, begin, come_back  # noqa: F401

DOCS = Path(__file__).parents[3] / "docs/reference/doors.md"


def rows(head, table):
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in table:
        cells = (f"`{cell}`" if cell[0].isdigit() else cell for cell in row)
        yield f"| {' | '.join(cells)} |"


CODES = [
    *("door", "no factor", "no code", "wrong code", "code", "used code", "recovery code"),
    "wrong password and code",
]


@pytest.mark.parametrize(
    ("head", "table"),
    [
        (CODES, MATRIX),
        (["door", *(state.__name__.replace("_", " ") for state in STATES)], BY_STATE),
    ],
    ids=["codes", "states"],
)
def test_the_docs_show_these_tables(head, table):
    assert "\n".join(rows(head, table)) in DOCS.read_text()
