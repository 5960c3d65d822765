"""How far the scopes of a caller's credentials reach; every scheme that has scopes asks here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class InsufficientScope(PermissionDenied):
    """
    403 as RFC 6750 §3.1 has it.

    ``scope`` is the one that is missing, None where none would do; ``scheme`` is the
    keyword of the header that carried the credentials.
    """

    default_code = "insufficient_scope"

    def __init__(self, scope: str | None, scheme: str = "Bearer") -> None:
        if scope is None:
            super().__init__(_("A token that is limited to scopes is not accepted here."))
        else:
            super().__init__(_("The token lacks the scope %(scope)s.") % {"scope": scope})
        # DRF sends this as WWW-Authenticate.
        self.auth_header = f'{scheme} realm="api", error="insufficient_scope"'
        if scope:
            self.auth_header += f', scope="{scope}"'


class ChildToken(PermissionDenied):
    """403 to a token that another token made, and that would end what it did not make."""

    default_code = "child_token"
    default_detail = _("This token was made by another token. It can end itself and what it made.")


def is_child(credentials: Any) -> bool:
    """Tell whether ``request.auth`` is a token that another token made."""
    return getattr(credentials, "parent_id", None) is not None


class IsAuthenticatedWithScope(IsAuthenticated):
    """
    Known callers only; one whose credentials have scopes, only as far as these reach.

    A view names its scope: ``required_scopes = "profile"``, or one for each action or
    method: ``{"list": "polls:read", "post": "polls:write"}``. If it names none, no
    credentials with scopes are accepted: their reach is listed, never assumed.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        scopes = scopes_of(request)
        if scopes is None:
            return super().has_permission(request, view)
        if not has_handler(view, request):
            return True  # DRF answers by itself: 405, or what OPTIONS tells
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


def scopes_of(request: Request) -> set[str] | None:
    """
    Return how far the credentials of ``request`` reach; None where nothing bounds them.

    A scheme whose credentials have scopes says so by a method ``scopes_of(auth)``,
    which returns None for credentials without bounds.
    """
    tell = getattr(request.successful_authenticator, "scopes_of", None)
    scopes: set[str] | None = tell(request.auth) if tell else None
    return scopes


def needs_person(request: Request, view: APIView) -> bool:
    """Tell whether an application that acts for nobody is refused; a view may say so itself."""
    needs: bool = getattr(view, "needs_person", request.method not in SAFE_METHODS)
    return needs


def has_handler(view: APIView, request: Request) -> bool:
    """Tell whether ``view`` itself answers the method of ``request``."""
    if getattr(view, "action", "") in (None, "metadata") or request.method == "OPTIONS":
        return False
    return hasattr(view, str(request.method).lower())


def required_scope(view: Any) -> str | None:
    """Return what credentials with scopes must hold for ``view``; None where none will do."""
    scopes = getattr(view, "required_scopes", None)
    if not isinstance(scopes, dict):
        return scopes
    # Only view sets have an action; the methods of a plain APIView are its actions.
    method = view.request.method.lower()
    name = getattr(view, "action", None) or ("get" if method == "head" else method)
    scope: str | None = scopes.get(name)
    return scope
