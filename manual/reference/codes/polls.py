"""Codes of the polls."""

POLLS = [
    (
        400,
        "foreign_choice",
        "the choice belongs to another poll",
        "take an id from `choices` of this poll",
    ),
    (409, "already_voted", "you have voted on this poll", "change your vote with PUT"),
    (409, "poll_closed", "the poll is closed", "nothing helps: a closed poll takes no votes"),
    (409, "poll_not_open", "the poll is not open yet", "wait until `pub_date`"),
    (409, "choices_frozen", "the poll has votes, so its choices stay", "ask a new poll"),
    (409, "question_frozen", "the poll has votes, so its text stays", "ask a new poll"),
    (
        409,
        "opens_after_votes",
        "the poll has votes, and would open after the first of them",
        "choose an earlier `pub_date`",
    ),
    (
        409,
        "closes_before_votes",
        "the poll has votes, and would close before the last of them",
        "choose a later `closes_at`",
    ),
    (
        409,
        "poll_stays_closed",
        "the poll has votes and is closed, and a closed poll is not opened again",
        "ask a new poll",
    ),
    (
        412,
        "precondition_failed",
        "the question is not what you read: `If-Match` does not hold",
        "read it again, then repeat",
    ),
]
