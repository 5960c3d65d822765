"""Signing in before the consent page: the person whom the application expects, and how surely."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.utils import timezone
from django.utils.translation import gettext as _
from oauthlib.oauth2.rfc6749 import errors
from oauthlib.openid.connect.core.exceptions import ConsentRequired, LoginRequired

from accounts import credentials
from accounts.oauth import claims, levels
from accounts.oauth.issuer import issuer
from accounts.oauth.openid import person_of
from accounts.sessions.opening import signed_in_at

if TYPE_CHECKING:
    from django.http import HttpRequest
    from oauth2_provider.models import Application


class SignsIn:
    """The part of ``AuthorizeView`` that sends people to sign in, or refuses to, silently."""

    request: HttpRequest
    application: Application
    prompt: set[str]
    scopes: list[str]
    asked: dict[str, Any]
    expected: list[set[str]]
    wish: levels.Wish
    if TYPE_CHECKING:

        def error(self, description: str, asked: Any, kind: Any = ...) -> Any: ...
        def is_remembered(self) -> bool: ...

    @property
    def claims(self) -> str | None:
        return self.request.GET.get("claims") if "openid" in self.scopes else None

    def find_wishes(self) -> None:
        """Note whom the application expects, and how surely it wants to know.

        :raises OAuthToolkitError: when either cannot be.
        """
        try:
            self.expected = self.find_expected_people()
            self.wish = levels.wished(self.claims, self.request.GET.get("acr_values", ""))
        except errors.OAuth2Error as error:
            raise self.error(error.description, self.asked, type(error)) from error

    def find_expected_people(self) -> list[set[str]]:
        """Return sets of ``sub``, by ``id_token_hint`` and ``claims``; the person is in each."""
        expected = claims.people(self.claims)
        if hint := self.request.GET.get("id_token_hint"):
            client_id = self.application.client_id
            expected.append({person_of(hint, client_id=client_id, issuer=issuer(self.request))})
        return expected

    def is_somebody_else(self) -> bool:
        return any(str(self.request.user.pk) not in people for people in self.expected)

    def must_sign_in(self) -> bool:
        """:raises OAuthToolkitError: when signing in does not help."""
        user: Any = self.request.user
        if not user.is_authenticated or "login" in self.prompt:
            return True
        if "none" in self.prompt and self.claims and not self.is_remembered():
            # By asking for one sub after the other, an application would find out who it is.
            raise self.error("", self.asked, ConsentRequired)
        return self.is_somebody_else() or self.is_too_old() or self.lacks_factor()

    def is_too_old(self) -> bool:
        max_age = self.request.GET.get("max_age") or ""
        at = signed_in_at(self.request)
        return bool(max_age) and (
            at is None or timezone.now() - at > timedelta(seconds=int(max_age))
        )

    def lacks_factor(self) -> bool:
        """
        Tell whether the person can prove more than they did in this session, and is to.

        :raises OAuthToolkitError: see ``require_level``; an application that was allowed before
            learns it at once.
        """
        if self.wish.level <= levels.of(self.request):
            return False
        user: Any = self.request.user
        can = any(kind.can_confirm(user) for kind in credentials.kinds())
        if not can and self.is_remembered():
            self.require_level()
        return can and (self.wish.is_essential or "none" not in self.prompt)

    def require_level(self) -> None:
        """:raises OAuthToolkitError: when the application insists on a factor that is not there."""
        if self.wish.is_essential and self.wish.level > levels.of(self.request):
            raise self.error("This person has no second factor.", self.asked, levels.Unmet)

    def sign_in(self) -> Any:
        if "none" in self.prompt:
            raise self.error(self.why_sign_in(), self.asked, LoginRequired)
        # Signing in does what these ask for: kept, they could ask for ever.
        query = self.request.GET.copy()
        query["prompt"] = " ".join(self.prompt - {"login", "select_account"})
        query.pop("max_age", None)
        if self.request.user.is_authenticated and self.lacks_factor():
            query.pop("acr_values", None)
            text = _("The application asks for your second factor. Sign in with it.")
            messages.info(self.request, text)
        return redirect_to_login(f"{self.request.path}?{query.urlencode()}")

    def why_sign_in(self) -> str:
        if not self.request.user.is_authenticated:
            return ""
        if self.is_somebody_else():
            return "The person of id_token_hint or claims is not signed in."
        return "The person did not use a second factor." if self.lacks_factor() else ""
