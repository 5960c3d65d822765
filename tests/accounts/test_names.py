"""Spellings of a name have one key, the same at every door and on every database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import names

COMPOSED, DECOMPOSED = "\u00c4rger", "A\u0308rger"
#: Spellings of one name.
ALIKE = [
    ("alice", "Alice"),
    ("alice", " alice\u00a0"),
    ("alice", "\uff41\uff2cice"),  # full width
    ("alice", "al\u200bice"),  # zero width
    ("alice", "\u2066alice\u2069"),  # direction
    ("alice", "al\u00adice"),  # soft hyphen
    ("alice", "ali\ufe0fce"),  # variation selector
    ("alice", "a\u3164lice"),  # filler
    ("alice", "\u0430lice"),  # Cyrillic a
    ("alice", "al\u0131ce"),  # dotless i
    ("scope", "\u0455\u0441\u043e\u0440\u0435"),  # Cyrillic throughout
    ("BOB", "\u0412\u041e\u0412"),  # capitals
    ("istanbul", "\u0130stanbul"),
    ("\u00e4rger", COMPOSED),
    ("\u00e4rger", DECOMPOSED),
    ("massimo", "ma\u00dfimo"),
    ("massimo", "ma\u1e9eimo"),
    ("\u03c3\u03b1\u03c2", "\u03a3\u0391\u03a3"),  # final sigma
    ("fiona", "\ufb01ona"),  # ligature
    ("k2", "\u212a\u00b2"),  # Kelvin, superscript
]


@pytest.mark.parametrize(("name", "spelling"), ALIKE)
def test_spellings_of_a_name_have_one_key(name, spelling):
    assert names.username_key(name) == names.username_key(spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "alicia"),
        ("a.b", "a-b"),
        ("\u4e1c\u4eac", "\u6771\u4eac"),
        ("m\u00fcller", "muller"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert names.username_key(one) != names.username_key(other)


TEXT = st.text(max_size=60)


@given(TEXT)
@settings(max_examples=500)
def test_a_key_is_its_own_key(text):
    for key in (names.username_key, names.email_key, names.username, names.password):
        assert key(key(text)) == key(text)


@given(st.text(max_size=150))
@settings(max_examples=300)
def test_a_key_fits_its_column(text):
    if len(names.username(text)) <= 150:
        assert len(names.username_key(text)) <= names.MAX_KEY


@pytest.mark.parametrize("make", [names.username, names.password])
def test_no_time_is_spent_on_what_is_longer_than_any_name_or_password(make, monkeypatch):
    monkeypatch.setattr(names.alphabets, "most_marks", pytest.fail)
    text = DECOMPOSED * 1000
    assert make(text) == text


@pytest.mark.parametrize("make", [names.username_key, names.email_key])
def test_what_is_longer_than_any_name_is_its_own_key(make, monkeypatch):
    monkeypatch.setattr(names.alphabets, "is_unseen", pytest.fail)
    text = DECOMPOSED * 1000
    assert make(text) == text
