import pytest

from accounts.trail.models import Entry


@pytest.fixture
def entries(db):
    """``entries("signed_in")``: the entries of that event, the oldest first."""

    def of(event) -> list[Entry]:
        return list(Entry.objects.filter(event=event).order_by("pk"))

    return of


@pytest.fixture
def thirty(alice):
    """Alice's first token, and thirty more entries."""
    for number in range(30):
        Entry.objects.create(event="signed_in", user_id=alice.pk, detail=str(number))
