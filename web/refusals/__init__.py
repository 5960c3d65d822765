"""
How this site says no: one shape for the API, one page for people.

API: ``{"detail": text, "code": stable_code}``; field errors stay as DRF gives them.
Under ``/auth``: ``{"error": code, "error_description": text}``, as OAuth2 has it.
``wants_json`` decides which of them a caller gets.
"""

from web.refusals.answers import refuse
from web.refusals.callers import is_api, is_public, wants_json

__all__ = ["is_api", "is_public", "refuse", "wants_json"]
