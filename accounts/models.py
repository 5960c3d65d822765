"""Django looks here for the models of ``accounts``; each is written in its own folder."""

from accounts.codes.models import SignInCode
from accounts.people.models import User
from accounts.people.registration.models import Registration
from accounts.people.reserved import ReservedName
from accounts.sessions.models import Session
from accounts.tokens.models import Token

__all__ = ["Registration", "ReservedName", "Session", "SignInCode", "Token", "User"]
