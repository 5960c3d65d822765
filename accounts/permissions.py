from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated


class InsufficientScope(PermissionDenied):
    """
    403 as RFC 6750 §3.1 has it.

    ``scope`` is what would do, None where nothing would; ``scheme`` is the keyword
    of the header that carried the credentials.
    """

    default_code = "insufficient_scope"

    def __init__(self, scope: str | None, scheme: str = "Bearer"):
        if scope is None:
            super().__init__(_("Access tokens of applications are not accepted here."))
        else:
            super().__init__(_("The access token lacks the scope %(scope)s.") % {"scope": scope})
        # DRF sends this as WWW-Authenticate.
        self.auth_header = f'{scheme} realm="api", error="insufficient_scope"'
        if scope:
            self.auth_header += f', scope="{scope}"'


class IsAuthenticatedWithScope(IsAuthenticated):
    """
    Known callers only; one whose credentials have scopes, only as far as these reach.

    A view names its scope: ``required_scopes = "profile"``, or one for each action or
    method: ``{"list": "polls:read", "post": "polls:write"}``. Where none is named, no
    credentials with scopes are accepted: what applications may do is listed, never assumed.
    """

    def has_permission(self, request, view):
        scopes = scopes_of(request)
        if scopes is None:
            return super().has_permission(request, view)
        if getattr(view, "action", "") in (None, "metadata"):
            return True  # a method that the view does not have, or OPTIONS
        scheme = getattr(request.successful_authenticator, "keyword", "Bearer")
        scope = required_scope(view)
        if scope is None:
            raise InsufficientScope(None, scheme)
        if request.user.is_anonymous and needs_person(request, view):
            raise PermissionDenied(
                _(
                    "This access token belongs to an application, not to a person. "
                    "It can read; to act, let a person sign in to the application."
                ),
                "no_person",
            )
        if scope not in scopes:
            raise InsufficientScope(scope, scheme)
        return True


def scopes_of(request) -> set[str] | None:
    """
    Return how far the credentials of ``request`` reach; None where nothing bounds them.

    A scheme whose credentials have scopes says so by a method ``scopes_of(auth)``.
    """
    tell = getattr(request.successful_authenticator, "scopes_of", None)
    return None if tell is None else tell(request.auth)


def needs_person(request, view) -> bool:
    """Tell whether an application that acts for nobody is refused; a view may say so itself."""
    return getattr(view, "needs_person", request.method not in SAFE_METHODS)


def required_scope(view) -> str | None:
    """Return what credentials with scopes must hold for ``view``; None where none will do."""
    scopes = getattr(view, "required_scopes", None)
    if not isinstance(scopes, dict):
        return scopes
    # Only view sets have an action; the methods of a plain APIView are its actions.
    return scopes.get(getattr(view, "action", None) or view.request.method.lower())
