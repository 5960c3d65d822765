"""The same rows for everybody, made by arithmetic and brought by COPY."""

from hashlib import sha256

import psycopg

from accounts.tokens import keys
from benchmarks.copying import fill
from benchmarks.rows import CHOICES, FREE, NOW, choices, key, questions, stock_key


def fill_service(url: str, *, users: int, size: int, votes: int) -> None:
    """Fill the tables of the service with ``size`` questions, unless they are full."""
    people = (
        (n, f"voter-{n}", f"voter-{n}", "", "", "!", "", "", False, False, True, NOW, "UTC")
        for n in range(1, users + 1)
    )
    tokens = (
        (n, n, "", sha256(key(n).encode()).hexdigest(), key(n)[: keys.HINT_LENGTH], NOW)
        for n in range(1, users + 1)
    )
    asked = ((*question, question[0] % users + 1) for question in questions(size))
    fill(
        url,
        users,
        size,
        {
            "accounts_user": (
                users,
                """
                id username username_key email email_key password first_name last_name
                is_superuser is_staff is_active date_joined time_zone
                """,
                people,
            ),
            "accounts_token": (users, "id user_id name digest hint created", tokens),
            "polls_question": (
                size,
                "id question_text folded pub_date closes_at author_id",
                asked,
            ),
            "polls_choice": (
                size * len(CHOICES),
                "id question_id choice_text votes",
                choices(size),
            ),
        },
        votes,
    )


def fill_peers(url: str, *, users: int, size: int) -> None:
    """Fill the tables of the stock project likewise."""
    people = (
        (n, f"voter-{n}", "", "!", "", "", False, False, True, NOW) for n in range(1, users + 1)
    )
    tokens = ((stock_key(n), n, NOW) for n in range(1, users + 1))
    asked = ((n, text, opens, closes) for n, text, _folded, opens, closes in questions(size))
    fill(
        url,
        users,
        size,
        {
            "auth_user": (
                users,
                """
                id username email password first_name last_name is_superuser is_staff
                is_active date_joined
                """,
                people,
            ),
            "authtoken_token": (users, "key user_id created", tokens),
            "peers_question": (size, "id question_text pub_date closes_at", asked),
            "peers_choice": (
                size * len(CHOICES),
                "id question_id choice_text votes",
                choices(size),
            ),
        },
        0,
    )


def forget_votes(own: str, peers: str, *, size: int) -> None:
    """
    Clear the questions on which an earlier run has voted.

    Everybody has read the question a moment before they vote, so the use of their token is
    noted already.
    """
    last = {"last": size - FREE}
    with psycopg.connect(own, autocommit=True) as connection:
        connection.execute("DELETE FROM polls_vote WHERE question_id > %(last)s", last)
        connection.execute("UPDATE accounts_token SET last_used_at = now()")
        connection.execute("VACUUM ANALYZE")
    with psycopg.connect(peers, autocommit=True) as connection:
        connection.execute("TRUNCATE peers_vote")
        connection.execute("UPDATE peers_choice SET votes = 0 WHERE votes <> 0")
        connection.execute("VACUUM ANALYZE")
