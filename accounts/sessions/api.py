from typing import Any

from django.contrib.auth import login
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import KindViewSet
from accounts.form_api import OwnFormAPI, SaidSerializer
from accounts.passwords.forms import ConfirmForm
from accounts.passwords.guessing import remember_browser
from accounts.redirects import safe_next
from accounts.serializers import CredentialsSerializer, UserSerializer
from accounts.sessions.fresh import CONFIRMED_WORDS, ReauthenticationRequired, confirm
from accounts.sessions.kind import current_key
from accounts.sessions.models import Session
from accounts.sessions.serializers import PasswordSerializer, SessionSerializer


@method_decorator(never_cache, name="dispatch")
class SignInAPI(APIView):
    """Open a session from JSON. Reached through ``pages.SignInView``, which checks CSRF."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request: Request) -> Response:
        body: Any = request.data
        given = CredentialsSerializer(data=body)
        user = given.authenticate(request)
        login(request._request, user)
        next_url = body.get("next") or request.query_params.get("next")
        response = Response(
            {"user": UserSerializer(user).data, "next": safe_next(request, next_url)}
        )
        remember_browser(response, request, user)
        return response


sign_in = SignInAPI.as_view()


class ConfirmAccess(OwnFormAPI):
    """
    Prove once more that it is me, by my password.

    For 15 minutes, this session can then change what matters: tokens, social accounts, the second
    factor. A token has no session to confirm, and gets 403.
    """

    serializer_class = PasswordSerializer

    @extend_schema(
        operation_id="accounts_api_confirm_access",
        request=PasswordSerializer,
        responses=SaidSerializer,
    )
    def post(self, request: Request) -> Response:
        if not self.is_by_session:
            raise ReauthenticationRequired
        self.valid(ConfirmForm, self.given(), request=request._request)
        confirm(request._request, now=timezone.now())
        return self.said(CONFIRMED_WORDS)


class SessionViewSet(KindViewSet):
    """My sessions: which browsers are signed in as me."""

    serializer_class: Any = SessionSerializer
    lookup_value_regex = "[0-9a-f]{64}"
    latest_by = "last_used_at"

    def get_queryset(self) -> Any:
        return Session.objects.live(now=timezone.now()).filter(user=self.request.user.pk)

    def get_serializer_context(self) -> dict[str, Any]:
        current = current_key(self.request)
        return {**super().get_serializer_context(), "current_session": current}
