"""On SQLite, triggers count once a row: one writer at a time needs no order."""

from polls.triggers.postgresql import REFUSAL

_CHECK = f"""
    SELECT RAISE(ABORT, '{REFUSAL}') WHERE NOT EXISTS (
        SELECT 1 FROM polls_choice WHERE id = NEW.choice_id AND question_id = NEW.question_id
    );
"""  # noqa: S608
_ADD = "UPDATE polls_choice SET votes = votes + 1 WHERE id = NEW.choice_id;"
_REMOVE = "UPDATE polls_choice SET votes = votes - 1 WHERE id = OLD.choice_id;"
TRIGGERS = {
    "polls_vote_insert": f"AFTER INSERT ON polls_vote BEGIN {_CHECK} {_ADD} END",
    "polls_vote_delete": f"AFTER DELETE ON polls_vote BEGIN {_REMOVE} END",
    "polls_vote_update": f"""
        AFTER UPDATE OF choice_id, question_id ON polls_vote
        BEGIN {_CHECK} {_REMOVE} {_ADD} END
    """,
    "polls_choice_insert": """
        AFTER INSERT ON polls_choice WHEN NEW.votes <> 0
        BEGIN UPDATE polls_choice SET votes = 0 WHERE id = NEW.id; END
    """,
    "polls_choice_stay": """
        BEFORE UPDATE OF question_id ON polls_choice WHEN NEW.question_id <> OLD.question_id
        BEGIN SELECT RAISE(ABORT, 'polls_choice: a choice stays with its question'); END
    """,
}

STEPS = {
    "triggers": [f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items()],
    "drop": [f"DROP TRIGGER {name}" for name in TRIGGERS],
    "count": [
        """
        WITH counted AS (SELECT choice_id, count(*) AS n FROM polls_vote GROUP BY choice_id)
        UPDATE polls_choice SET votes =
            coalesce((SELECT n FROM counted WHERE choice_id = polls_choice.id), 0)
        """
    ],
}
