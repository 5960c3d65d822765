"""People and their groups in the admin."""

from accounts.people.admin.groups import GroupAdmin
from accounts.people.admin.users import UserAdmin

__all__ = ["GroupAdmin", "UserAdmin"]
