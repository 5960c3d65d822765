"""The people who can sign in: the first users, all of them with one password."""

PEOPLE = 200
PASSWORD = "a password to measure"  # noqa: S105
