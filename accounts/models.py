"""Django looks here for the models of ``accounts``; each is written in its own folder."""

from accounts.people.models import Registration, User
from accounts.sessions.models import Session
from accounts.tokens.models import Token

__all__ = ["Registration", "Session", "Token", "User"]
