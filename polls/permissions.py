from rest_framework.permissions import BasePermission

from polls import editing


class IsAuthorOrStaff(BasePermission):
    """A question is edited, closed and deleted by who asked it, and by staff."""

    def has_object_permission(self, request, view, question):
        return editing.may_edit(request.user, question)
