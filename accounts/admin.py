"""Django looks here for the admin of ``accounts``; each part is written in its own folder."""

from accounts.people.admin import GroupAdmin, UserAdmin
from accounts.sessions.admin import SessionAdmin
from accounts.tokens.admin import TokenAdmin

__all__ = ["GroupAdmin", "SessionAdmin", "TokenAdmin", "UserAdmin"]
