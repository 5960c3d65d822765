"""An id from a provider is taken as it is or refused; the rest of a profile is made to fit."""

import pytest
from social_core.exceptions import AuthResponseError

from accounts.social.profiles import MAX_LENGTH, checked
from accounts.social.providers import GitHub

LONGEST = "x" * MAX_LENGTH


@pytest.mark.parametrize(
    ("sent", "kept"), [(583231, "583231"), ("a-b", "a-b"), (LONGEST, LONGEST), ("0", "0")]
)
def test_an_id_is_kept(sent, kept):
    assert checked(GitHub(), "id", sent) == kept


@pytest.mark.parametrize("sent", [None, "", True, 1.5, [], LONGEST + "x", "a\x00", "a\u202e"])
def test_an_id_that_cannot_be_told_apart_is_refused(sent):
    with pytest.raises(AuthResponseError):
        checked(GitHub(), "id", sent)


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("name", LONGEST + "x", LONGEST),
        ("name", None, ""),
        ("email_verified", True, True),
        ("email", "ada@example.com", "ada@example.com"),
        ("email", "ada", ""),
        ("email", f"{'x' * 64}@{'y' * 63}.{'z' * 63}.{'w' * 63}.example", ""),
    ],
)
def test_the_rest_is_made_to_fit(name, sent, kept):
    assert checked(GitHub(), name, sent) == kept
