# ruff: noqa: RUF001, RUF002, RUF003 (letters that look alike are the subject)
"""
The form in which a line of text is stored, compared, searched and sorted.

One form for both databases: PostgreSQL and SQLite differ in what they know of letters
outside of ASCII, so Python decides and they compare what it made.
"""

from __future__ import annotations

import unicodedata

#: Characters. Longer texts are refused for their length, and left alone here: to compose a long
#: run of accents takes time that grows with its square.
LONGEST = 1000
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
#: Stripped from the ends of a text, where none of them shows: spaces, soft hyphen, zero widths.
_EDGES = f"{_SPACES}\u00ad\u180e\u200b\u2060\ufeff"
#: Characters that show nothing and are not in the category Cf (Unicode's
#: Default_Ignorable_Code_Point, and the empty pattern of Braille): ranges, their ends included.
_BLANK = [
    *[(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800)],
    *[(0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF)],
]
_JOINER, _BLACK_FLAG = "\u200d", "\U0001f3f4"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_PICTURES = {"So", "Sm"}  # symbols; arrows are among the mathematical ones
_TAGS = range(0xE0020, 0xE0080)
_ACCENTS = range(0x0300, 0x0370)
#: The Turkish dotless i has no capital of its own in Unicode: I, i, İ and ı are one letter here.
_ONE_LETTER = {"ı": "i"}


def canonical(text: str) -> str:
    """Return ``text`` as it is stored: composed (NFC), nothing invisible at its ends."""
    if len(text) > LONGEST:
        return text
    return unicodedata.normalize("NFC", text).strip(_EDGES)


def key(text: str) -> str:
    """
    Return what tells texts apart: two with the same key look the same to a reader.

    Case, width and style of letters (NFKC), spaces in a row and invisible characters make
    no difference. Joiners inside emoji do: 👩‍👧 is not 👩👧.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return " ".join(_visible(unicodedata.normalize("NFKC", text)).split())


def folded(text: str) -> str:
    """
    Return what ``text`` is found and sorted by.

    As ``key``, and without accents: É, é and e are one letter, ß is ss, and I, i, İ and ı
    are one. Marks that make another letter in other scripts (が, ไ) stay.
    """
    apart = unicodedata.normalize("NFD", key(text))
    plain = (_ONE_LETTER.get(c, c) for c in apart if ord(c) not in _ACCENTS)
    return unicodedata.normalize("NFC", "".join(plain))


def is_visible(text: str) -> bool:
    """Tell whether a reader sees anything of ``text``: a letter, number, sign or picture."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in key(text))


def _visible(text: str) -> str:
    seen: list[str] = []
    for position, character in enumerate(text):
        following = text[position + 1 : position + 2]
        if not _is_blank(character) or _is_in_emoji(character, seen, following):
            seen.append(character)
    return "".join(seen)


def _is_blank(character: str) -> bool:
    number = ord(character)
    return unicodedata.category(character) == "Cf" or any(a <= number <= z for a, z in _BLANK)


def _is_in_emoji(character: str, seen: list[str], following: str) -> bool:
    """A joiner between two pictures, or a letter of the name of a flag."""
    if character == _JOINER:
        return _ends_in_picture(seen) and unicodedata.category(following or " ") in _PICTURES
    if ord(character) in _TAGS and seen:
        return seen[-1] == _BLACK_FLAG or ord(seen[-1]) in _TAGS
    return False


def _ends_in_picture(seen: list[str]) -> bool:
    last = [character for character in seen[-2:] if ord(character) not in _SKIN_TONES]
    return bool(last) and unicodedata.category(last[-1]) in _PICTURES
