from typing import Any

from drf_social_oauth2.serializers import DisconnectBackendSerializer
from drf_spectacular.utils import extend_schema
from oauth2_provider.models import AccessToken
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from social_django.models import UserSocialAuth

from accounts.oauth.applications import may_use_passwords
from accounts.permissions import ChildToken, IsAuthenticatedWithScope, is_child
from accounts.serializers import StrictMixin
from accounts.sessions.fresh import require_fresh
from accounts.social.kind import LastWayIn, disconnect


class DisconnectSerializer(StrictMixin, DisconnectBackendSerializer):
    association_id = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class IsPersonOrTrusted(IsAuthenticatedWithScope):
    """
    The person, or an application that is trusted with their password as well.

    Any other could take a person's ways in, one by one. So could a token that is
    limited to scopes.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if is_child(token):
            raise ChildToken
        if isinstance(token, AccessToken) and may_use_passwords(token.application):
            return request.user.is_authenticated
        return super().has_permission(request, view)


class DisconnectBackendView(APIView):
    """
    End a social account of mine, as drf-social-oauth2's clients ask for it.

    ``association_id`` chooses where there are several at one provider.
    """

    permission_classes = (IsPersonOrTrusted,)
    also_answers = {"post": (404,)}

    @extend_schema(
        operation_id="auth_disconnect_backend",
        request=DisconnectSerializer,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        require_fresh(request)
        body = DisconnectSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        mine = UserSocialAuth.objects.filter(user=request.user, provider=asked["backend"])  # type: ignore[misc]  # signed in here
        if "association_id" in asked:
            mine = mine.filter(pk=asked["association_id"])
        found = mine[:2]
        if not found:
            raise NotFound("No such social account is connected.")
        if len(found) > 1:
            raise serializers.ValidationError({"association_id": ["There are several: choose."]})
        try:
            disconnect(found[0])
        except LastWayIn as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal
        return Response(status=204)
