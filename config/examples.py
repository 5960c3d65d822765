"""Values for the examples in the schema, by the name of the member."""

from typing import Any

_KEY = "dar_…"  # an example that looked like a key would be found by scanners of secrets

EXAMPLES: dict[str, Any] = {
    # People
    "username": "alice",
    "password": "correct horse battery staple",
    "otp": "123456",
    "code": "123456",
    "secret": "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
    "sealed": "gAAAA…",
    "recovery_codes": ["mhz2-q4rk-7tqc-xn9d"],
    "email": "alice@example.com",
    "first_name": "Alice",
    "last_name": "Arden",
    "time_zone": "Europe/Berlin",
    "scheme": "token",
    # What acts for them
    "name": "My script",
    "label": "Firefox on Linux",
    "detail": "signed in with a password",
    "address": "203.0.113.7",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
    "key": _KEY,
    "token": _KEY,
    "hint": "dar_1a2b",
    "scopes": ["polls:read", "polls:vote"],
    "created": "2026-11-01T09:30:00Z",
    "created_at": "2026-11-01T09:30:00Z",
    "last_used_at": "2026-11-14T18:05:00Z",
    "expires_at": "2026-12-31T00:00:00Z",
    "ends_at": "2026-12-31T00:00:00Z",
    "client_id": "polls-on-my-phone",
    "also": ["social.12"],
    "ended": {"sessions": 2, "tokens": 1},
    # Polls
    "question_text": "Tea or coffee?",
    "choice_text": "Tea",
    "pub_date": "2026-11-20T08:00:00Z",
    "closes_at": None,
    "author": "alice",
    "choice": 3,
    "my_vote": 3,
    "votes": 12,
    "total": 20,
    "share": 0.6,
    "next": None,
    "previous": None,
}
