"""
The codes that refusals carry.

Each is a row: (status, code, cause, cure).
"""

from manual.reference.codes.credentials import CREDENTIALS
from manual.reference.codes.oauth import OAUTH as OAUTH_CODES
from manual.reference.codes.polls import POLLS
from manual.reference.codes.requests import REQUESTS
from manual.reference.codes.server import SERVER

#: Those of the API; the others are of ``/auth``.
CODES = [*REQUESTS, *CREDENTIALS, *POLLS, *SERVER]

__all__ = ["CODES", "OAUTH_CODES"]
