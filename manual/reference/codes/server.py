"""Codes of faults that are the service's own."""

SERVER = [
    (500, "error", "a fault of the service; it is logged", "report it with `X-Request-ID`"),
    (
        501,
        "not_implemented",
        "the body has a transfer coding other than `chunked`",
        "send it as it is, or in chunks",
    ),
    (
        503,
        "busy",
        "too many sign-ins at this moment; nothing was judged or counted",
        "wait for the second in `Retry-After`",
    ),
    (
        503,
        "unavailable",
        "the database does not answer",
        (
            "try again after `Retry-After`. PUT and DELETE are safe to repeat; after POST or "
            "PATCH, look whether your change was saved"
        ),
    ),
    (
        503,
        "database_busy",
        "a statement took too long, or waited too long for a lock",
        (
            "try again after `Retry-After`. PUT and DELETE are safe to repeat; after POST or "
            "PATCH, look whether your change was saved"
        ),
    ),
    (
        503,
        "database_full",
        "the database's disk is full",
        "the administrator has to make room; reading works",
    ),
    (
        503,
        "database_read_only",
        "the database is a standby, or takes no changes for now",
        "try again after `Retry-After`; reading works",
    ),
    (
        503,
        "not_ready",
        "some of the database's tables are missing: a version is being set up",
        "try again after `Retry-After`; the administrator looks at `/readyz`",
    ),
    (
        503,
        "database_unusable",
        "the role of the site lacks rights to a table, or a sequence has no more numbers",
        "the administrator reads the log, and grants the rights or alters the sequence",
    ),
]
