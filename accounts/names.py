"""
The one form in which names, addresses and passwords are compared, stored and hashed.

A person types ``alice``, ``Alice `` or full-width letters and means the same. Two
people must not have names that nobody can tell apart. Databases do not agree on
what is alike (``LOWER`` of SQLite knows ASCII alone), so it is decided here, and
kept in columns of their own.
"""

import unicodedata
from typing import Literal

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import alphabets

#: Characters. A longer text is no name, address or password of ours: every door refuses it,
#: and nothing here spends time on it.
LONGEST = 4096
LONGEST_NAME = 150  # of a user name; Django's column
MAX_KEY = 450  # characters; case folding makes at most three of each of 150
#: How the names of people who left begin; nobody takes one.
FORMER = "former-member-"
MAX_DOMAIN = 255  # RFC 1035 §2.3.4
MAX_MARKS_IN_NAMES = 4  # on one letter; Unicode Technical Standard 39 §5.4
#: More marks on one letter than any text has. The time to put them in order grows with the
#: square of their number (Unicode Standard Annex 15, "Stream-Safe Text Format").
MAX_MARKS = 30


# User names ----------------------------------------------------------------------------


def username(text: str) -> str:
    """Return the name as it is stored and shown: NFKC, without blanks around it."""
    return _normal("NFKC", text).strip()


def username_key(text: str) -> str:
    """Return the form in which names are compared. No two accounts have the same."""
    return alphabets.skeleton(_folded(text))


def validate_username(value: str) -> None:
    """
    Refuse a new name that is made to be mistaken for another one.

    :raises ValidationError: with the reason. Names that exist already stay as they are.
    """
    if len(value) > LONGEST_NAME:
        return  # its field refuses the length; Django runs all validators
    name = username(value)
    if any(map(alphabets.is_unseen, name)):
        raise ValidationError(_("This name has a character that nobody can see."), "unseen")
    UnicodeUsernameValidator()(name)
    if unicodedata.combining(name[0]) or alphabets.most_marks(name) > MAX_MARKS_IN_NAMES:
        raise ValidationError(_("This name has a mark without a letter, or too many."), "marks")
    if not alphabets.are_written_together(name):
        raise ValidationError(_("Use letters of one alphabet that is in common use."), "alphabets")
    if len(alphabets.digits_of(name)) > 1:
        raise ValidationError(_("Use digits of one alphabet."), "digits")
    if is_of_former(name):
        raise ValidationError(_("Names that begin like this are for people who left."), "former")


def is_of_former(name: str) -> bool:
    """Tell whether ``name`` looks like one of those that people get who leave."""
    return username_key(name).startswith(username_key(FORMER))


# Email addresses ----------------------------------------------------------------------


def email_key(text: str) -> str:
    """
    Return the form in which addresses are compared; mail still goes to the address as typed.

    ``Ada@BÜCHER.example`` and ``ada@xn--bcher-kva.example`` are one.
    """
    key = _folded(text)
    local, at, domain = key.rpartition("@")
    if domain.isascii() or len(domain) > MAX_DOMAIN:
        return key
    try:
        return f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        return key


def mailbox_key(text: str) -> str:
    """
    Return the form in which guesses at codes that are mailed to an address are counted.

    With a colon, which no user name has: somebody may take the address as their user name.
    """
    return f"mailto:{email_key(text)}"


# Passwords -----------------------------------------------------------------------------


def password(text: str) -> str:
    """Return what is hashed: NFC, as NIST SP 800-63B-4 §3.1.1.2 asks. Blanks count."""
    return _normal("NFC", text)


def password_forms(text: str) -> list[str]:
    """
    Return the forms to try, most often one.

    A hash may be older than ``password``, and was made of the text as it was typed.
    """
    return list(dict.fromkeys([password(text), text]))


# Shared by both -----------------------------------------------------------------------


def _folded(text: str) -> str:
    """Unicode's NFKC_Casefold, without blanks around it; a text over ``LONGEST`` as it is."""
    if len(text) > LONGEST:
        return text
    seen = "".join(char for char in _normal("NFKC", text) if not alphabets.is_unseen(char))
    return _normal("NFKC", seen.casefold()).strip()


def _normal(form: Literal["NFC", "NFKC"], text: str) -> str:
    """Return ``text`` in ``form``; as it is if it is too long, or has more marks than any text."""
    if text.isascii() or len(text) > LONGEST or alphabets.most_marks(text) > MAX_MARKS:
        return text
    return unicodedata.normalize(form, text)
