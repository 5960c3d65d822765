import pytest

from accounts.trail.models import Entry


@pytest.fixture
def entries(db):
    """``entries("signed_in")``: the entries of that event, the oldest first."""

    def of(event) -> list[Entry]:
        return list(Entry.objects.filter(event=event).order_by("pk"))

    return of
