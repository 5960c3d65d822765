"""A name from a provider stays whole, and carries nothing that cannot be seen."""

import pytest

from accounts.social.profiles import visible

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
HEART = "\u2764\ufe0f\u200d\U0001f525"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@pytest.mark.parametrize("name", ["Ada Lovelace", FAMILY, f"Ada {HEART}", SCOTLAND, PERSIAN])
def test_what_holds_one_sign_together_is_kept(name):
    assert visible(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u200d", "a"),
        ("\u200da", "a"),
        ("a \u200d b", "a  b"),
        ("a\u200d\u200db", "ab"),
        ("a\u202eb\u2066", "ab"),
        ("a\x00\x1b[31m", "a[31m"),
        ("\U000e0041\U000e0042x", "x"),
        ("\ufeffx\u200b", "x"),
    ],
)
def test_what_cannot_be_seen_is_left_out(name, shown):
    assert visible(name) == shown
