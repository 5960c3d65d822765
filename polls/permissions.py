from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from polls import editing
from polls.models import Question


class IsKnown(BasePermission):
    """Questions are read by known callers, and written by people."""

    def has_permission(self, request: Request, view: Any) -> bool:
        is_person = bool(request.user and request.user.is_authenticated)
        # An application has credentials, and no person behind them.
        return is_person or (request.method in SAFE_METHODS and request.auth is not None)


class IsAuthorOrStaff(BasePermission):
    """A question is edited, closed and deleted by its author, and by staff."""

    def has_object_permission(self, request: Request, view: Any, question: Question) -> bool:
        return editing.may_edit(request.user, question)
