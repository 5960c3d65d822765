from django.contrib.auth.models import update_last_login
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import KindViewSet
from accounts.serializers import CredentialsSerializer, InvalidCredentials
from accounts.tokens import serializers
from accounts.tokens.models import Token


@method_decorator(never_cache, name="dispatch")
class GetAuthToken(APIView):
    """
    Trade a user name and a password for a new token.

    No scheme is tried first: a stale ``Authorization`` header or session cookie
    must not stand in the way of getting a fresh token.
    """

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(request=CredentialsSerializer, responses=serializers.IssuedTokenSerializer)
    def post(self, request):
        given = CredentialsSerializer(data=request.data)
        try:
            user = given.authenticate(request)
        except InvalidCredentials as error:
            raise ValidationError({"non_field_errors": [error.detail]}) from error
        token = Token.objects.create(user=user, name="get_auth_token")
        update_last_login(None, user)
        issued = {"token": token.key, "expires_at": token.ends_at}
        return Response(serializers.IssuedTokenSerializer(issued).data)


class TokenViewSet(mixins.CreateModelMixin, mixins.RetrieveModelMixin, KindViewSet):
    """My tokens. The key is in the answer to the POST that makes it, and nowhere later."""

    lookup_value_regex = "[0-9]{1,18}"

    def get_serializer_class(self):
        creates = self.action == "create"
        return serializers.NewTokenSerializer if creates else serializers.TokenSerializer

    def get_queryset(self):
        return Token.objects.live(now=timezone.now()).filter(user=self.request.user.pk)

    @method_decorator(never_cache)
    def create(self, request, *args, **kwargs):
        return super().create(request, *args, **kwargs)

    def perform_create(self, serializer):
        # A stolen token must not live on in a child that outlives it.
        ends = [serializer.validated_data.get("expires_at")]
        if isinstance(self.request.auth, Token):
            ends.append(self.request.auth.ends_at)
        serializer.save(user=self.request.user, expires_at=min(filter(None, ends), default=None))
