from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AccessToken
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated


class InsufficientScope(PermissionDenied):
    """403 as RFC 6750 §3.1 has it. ``scope`` is what would do; None where nothing would."""

    default_code = "insufficient_scope"

    def __init__(self, scope: str | None):
        if scope is None:
            super().__init__(_("Access tokens of applications are not accepted here."))
        else:
            super().__init__(_("The access token lacks the scope %(scope)s.") % {"scope": scope})
        # DRF sends this as WWW-Authenticate.
        self.auth_header = 'Bearer realm="api", error="insufficient_scope"'
        if scope:
            self.auth_header += f', scope="{scope}"'


class IsAuthenticatedWithScope(IsAuthenticated):
    """
    Known callers only; one with an access token, only as far as its scopes reach.

    A view names its scope: ``required_scopes = "profile"``, or one an action:
    ``{"list": "polls:read", "create": "polls:write"}``. Where none is named, no
    access token is taken: what applications may do is listed, never assumed.
    """

    def has_permission(self, request, view):
        if not isinstance(request.auth, AccessToken):
            return super().has_permission(request, view)
        if getattr(view, "action", "") in (None, "metadata"):
            return True  # a method that the view does not have, or OPTIONS
        scope = required_scope(view)
        if scope is None:
            raise InsufficientScope(None)
        if request.auth.user_id is None and request.method not in SAFE_METHODS:
            raise PermissionDenied(
                _(
                    "This access token belongs to an application, not to a person. "
                    "It can read; to act, let a person sign in to the application."
                ),
                "no_person",
            )
        if scope not in request.auth.scope.split():
            raise InsufficientScope(scope)
        return True


def required_scope(view) -> str | None:
    """What an access token must hold for the action of ``view``; None where none will do."""
    scopes = getattr(view, "required_scopes", None)
    return scopes.get(view.action) if isinstance(scopes, dict) else scopes
