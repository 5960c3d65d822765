from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from oauth2_provider.models import AccessToken
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import KindViewSet
from accounts.oauth import connections
from accounts.oauth.dpop.authentication import FormAuthentication
from accounts.oauth.kind import end_grants
from accounts.oauth.validator import Validator
from accounts.permissions import ChildToken, IsAuthenticatedWithScope, is_child
from accounts.serializers import StrictMixin


class ConnectionSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="application.pk")
    name = serializers.CharField(source="application")
    client_id = serializers.CharField(source="application.client_id")
    scopes = serializers.ListField(child=serializers.CharField())
    last_used_at = serializers.DateTimeField()


class ApplicationViewSet(KindViewSet):
    """Applications that can act as me. Deleting one ends its access, not the application."""

    serializer_class: Any = ConnectionSerializer
    latest_by = "last_used_at"

    def get_queryset(self) -> Any:
        return connections.connections(self.request.user, now=timezone.now())


@method_decorator(never_cache, name="dispatch")
class UserInfoView(APIView):
    """OpenID Connect Core §5.3: who the access token stands for."""

    authentication_classes = (FormAuthentication,)
    required_scopes = "openid"
    needs_person = True
    schema = None

    def get(self, request: Request) -> Response:
        about = SimpleNamespace(user=request.user, scopes=request.auth.scope.split())
        return Response(Validator().get_oidc_claims(None, None, about))

    post = get


class ClientIdSerializer(StrictMixin, serializers.Serializer):
    client_id = serializers.CharField(max_length=255)


class IsPersonOrItself(IsAuthenticatedWithScope):
    """The person, or an application by its own access token; no token that has scopes else."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if is_child(request.auth):
            raise ChildToken
        if isinstance(request.auth, AccessToken):
            return request.user.is_authenticated
        return super().has_permission(request, view)


class InvalidateSessionsView(APIView):
    """
    End all that an application was given by me, as drf-social-oauth2's clients ask for it.

    By its own access token an application ends its own access, nobody else's.
    """

    permission_classes = (IsPersonOrItself,)

    @extend_schema(
        operation_id="auth_invalidate_sessions", request=ClientIdSerializer, responses={204: None}
    )
    def post(self, request: Request) -> Response:
        body = ClientIdSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        client_id = body.validated_data["client_id"]
        own = getattr(request.auth, "application", None)  # of an access token
        if own and own.client_id != client_id:
            raise serializers.ValidationError({"client_id": ["Not that of the token."]})
        end_grants(now=timezone.now(), user=request.user, application__client_id=client_id)
        return Response(status=204)
