"""Which characters nobody sees, which look alike, and which alphabets are written together."""

import unicodedata

# Characters that no name needs and that are not in Unicode's category "Cf".
_UNSEEN = {
    0x034F,
    *[0x115F, 0x1160, 0x3164, 0xFFA0],  # Hangul fillers
    *[0x17B4, 0x17B5],
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),  # variation selectors, as below
    *range(0xE0100, 0xE01F0),
}

# Letters after case folding, and the Latin letters that they look like, small or capital.
_LOOKALIKES = str.maketrans(
    "авекмнорстухһіјӏԛѕԝԁѵ"  # Cyrillic
    "αβεζηικμνορτυχω"  # Greek
    "ոսօհցզյլ"  # Armenian
    "ıȷ",  # Latin without the dot
    "abekmhopctyxhijlqswdvabeznikmvoptyxwnuohgqjlij",
)

#: The alphabets in common use (Unicode Standard Annex 31, table 5), as the names of their
#: letters begin.
_COMMON = {
    *{"ARABIC", "ARMENIAN", "BENGALI", "BOPOMOFO", "CJK", "CYRILLIC", "DEVANAGARI", "ETHIOPIC"},
    *{"GEORGIAN", "GREEK", "GUJARATI", "GURMUKHI", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA"},
    *{"KATAKANA", "KHMER", "LAO", "LATIN", "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL"},
    *{"TELUGU", "THAANA", "THAI", "TIBETAN"},
}
#: Unicode Technical Standard 39 §5.2, "Highly Restrictive".
_TOGETHER = [
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
]


def is_unseen(char: str) -> bool:
    return ord(char) in _UNSEEN or unicodedata.category(char) == "Cf"


def skeleton(folded: str) -> str:
    """Return what ``folded``, a text after case folding, looks like in Latin letters."""
    # Turkish has two letters i, and case folding gives one of them a second dot.
    return folded.replace("i\u0307", "i").translate(_LOOKALIKES)


def are_written_together(text: str) -> bool:
    """Tell whether the letters of ``text`` are of one alphabet, or of some that go together."""
    alphabets = {_alphabet(char) for char in text if char.isalpha()}
    if not alphabets <= _COMMON:
        return False
    return len(alphabets) <= 1 or any(alphabets <= together for together in _TOGETHER)


def _alphabet(letter: str) -> str:
    alphabet = unicodedata.name(letter, "UNKNOWN").partition(" ")[0].partition("-")[0]
    if alphabet == "IDEOGRAPHIC":  # a mark of iteration
        return "CJK"
    if alphabet == "LATIN" and not _is_everyday_latin(ord(letter)):
        return "PHONETIC"
    return alphabet


def _is_everyday_latin(code: int) -> bool:
    """Phonetic letters and clicks look like everyday ones."""
    return (code < 0x250 and not 0x1C0 <= code <= 0x1C3) or 0x1E00 <= code < 0x1F00


def digits_of(text: str) -> set[int]:
    """Return the code point of each zero that digits in ``text`` count from."""
    return {ord(char) - unicodedata.decimal(char) for char in text if char.isdecimal()}


def most_marks(text: str) -> int:
    """Return the length of the longest run of marks in ``text``."""
    most = run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        most = max(most, run)
    return most
