"""A new name cannot be made to be mistaken for somebody else's."""

import pytest
from django.core.exceptions import ValidationError

from accounts import names

DECOMPOSED = "A\u0308rger"


@pytest.mark.parametrize(
    "name",
    [
        *[
            "alice",
            "Alice.B-c_d+e@f",
            "a1",
            "\u00c4rger",
            DECOMPOSED,
            "ma\u00dfimo",
            "\u0130\u015f\u0131k",
        ],
        *[
            "\u0432\u0430\u0441\u044f",
            "\u0421\u0430\u0440\u0430",
            "\u03b1\u03bb\u03ad\u03be\u03b1\u03bd\u03b4\u03c1\u03bf\u03c2",
        ],
        *[
            "\u6771\u4eactokyo",
            "\u30bf\u30ed\u30a6",
            "\u306f\u306a\u3053",
            "\u4f50\u3005\u6728",
            "\ud55c\uae00abc",
        ],
        *[
            "\u05d3\u05d5\u05d3",
            "\u0639\u0644\u064a",
            "\u0e2a\u0e21\u0e0a\u0e32\u0e22",
            "\u0915\u092e\u0932",
            "nguy\u1ec5n",
        ],
        *["\uff41lice", " alice "],  # by its canonical form
    ],
)
def test_a_name_of_one_alphabet_can_be_chosen(name):
    names.validate_username(name)


@pytest.mark.parametrize(
    "name",
    [
        *["\u0430lice", "d\u043era", "\u0440\u0430ypal", "\u03bf\u03c1en"],  # mixed
        *[
            "al\u200bice",
            "al\u00adice",
            "a\u3164lice",
            "ali\ufe0fce",
            "\u202ealice",
            "a\u034flice",
        ],  # unseen
        *["\u0251lice", "ad\u01c3", "\u1d00da"],  # phonetic letters
        *["\u13aa\u13b7", "\ua4ea\ua4f2"],  # Cherokee, Lisu
        *["a\u0301\u0301\u0301\u0301\u0301b", "\u0301a"],  # marks
        *["a1\u0661", "\u0967a\u09e7"],  # digits
        *["", " ", "a b", "a/b", "<b>", "a\0b", "a\nb", "\U0001f600", "\ud800"],
    ],
)
def test_a_name_made_to_be_mistaken_cannot_be_chosen(name):
    with pytest.raises(ValidationError):
        names.validate_username(name)


def test_registration_refuses_such_a_name_in_words(db, browser):
    form = {"username": "d\u043era", "email": "dora@example.com"}
    form |= dict.fromkeys(["password1", "password2"], "a long Passw0rd")
    browser.handler.enforce_csrf_checks = False
    page = browser.post("/accounts/register/", form).content.decode()
    assert "Use letters of one alphabet that is in common use." in page


def test_someone_who_has_such_a_name_keeps_it(make_user):
    user = make_user("d\u043era")
    user.full_clean()
    user.first_name = "Dora"
    user.save()


def test_no_time_is_spent_on_a_name_that_is_too_long(monkeypatch):
    """Django asks every validator of a field, the length's among others."""
    monkeypatch.setattr(names.alphabets, "is_unseen", pytest.fail)
    names.validate_username("a." * 400_000)
