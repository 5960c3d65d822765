"""What programs call: sign-in, tokens, and what can act as me."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import update_last_login
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import credentials, serializers, tokens
from accounts.models import Session, Token
from accounts.sessions import digest
from accounts.throttling import remember_browser


@method_decorator(never_cache, name="dispatch")
class SignInAPI(APIView):
    """Open a session from JSON. Reached through ``views.SignInView``, which checks CSRF."""

    authentication_classes = ()
    permission_classes = ()

    def post(self, request):
        given = serializers.CredentialsSerializer(data=request.data)
        user = given.authenticate(request)
        login(request._request, user)
        next_url = request.data.get("next") or request.query_params.get("next")
        response = Response(
            {"user": serializers.UserSerializer(user).data, "next": safe_next(request, next_url)}
        )
        remember_browser(response, request, user.get_username())
        return response


sign_in = SignInAPI.as_view()


def safe_next(request, url) -> str:
    """Return ``url`` if it stays on this host, else where sign-in leads."""
    if isinstance(url, str) and url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    ):
        return url
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@method_decorator(never_cache, name="dispatch")
class GetAuthToken(APIView):
    """
    Trade a user name and a password for a new token.

    No scheme is tried first: a stale ``Authorization`` header or session cookie
    must not stand in the way of getting a fresh token.
    """

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        request=serializers.CredentialsSerializer, responses=serializers.IssuedTokenSerializer
    )
    def post(self, request):
        given = serializers.CredentialsSerializer(data=request.data)
        try:
            user = given.authenticate(request)
        except serializers.InvalidCredentials as error:
            raise ValidationError({"non_field_errors": [error.detail]}) from error
        token = Token.objects.create(user=user, name="get_auth_token")
        update_last_login(None, user)
        issued = {"token": token.key, "expires_at": tokens.expires_at(token)}
        return Response(serializers.IssuedTokenSerializer(issued).data)


class Me(APIView):
    """Who I am, and by which scheme I was let in."""

    required_scopes = "profile"

    @extend_schema(responses=serializers.MeSerializer)
    def get(self, request):
        authenticator = request.successful_authenticator
        challenge = authenticator.authenticate_header(request) or "Session"
        scheme = getattr(authenticator, "keyword", challenge.split()[0])
        me = {"user": request.user, "scheme": scheme.lower()}
        return Response(serializers.MeSerializer(me).data)


class TokenViewSet(
    mixins.CreateModelMixin,
    mixins.DestroyModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet,
):
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
            ends.append(tokens.expires_at(self.request.auth))
        serializer.save(user=self.request.user, expires_at=min(filter(None, ends), default=None))

    def perform_destroy(self, token):
        credentials.revoke_token(token, now=timezone.now())


class SessionViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet):
    """My sessions: which browsers are signed in as me."""

    serializer_class = serializers.SessionSerializer
    lookup_value_regex = "[0-9a-f]{64}"

    def get_queryset(self):
        return Session.objects.live(now=timezone.now()).filter(user=self.request.user.pk)

    def get_serializer_context(self):
        key = self.request.session.session_key
        return super().get_serializer_context() | {"current_session": key and digest(key)}

    def perform_destroy(self, session):
        credentials.end_session(session)
