from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    NotFound,
    PermissionDenied,
    ValidationError,
)
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from accounts.api import OF_A_BODY, KindViewSet, refuse_what_says_more
from accounts.ends import AccessEnded
from accounts.serializers import InvalidCredentials
from accounts.sessions.authentication import SessionAuthentication
from accounts.sessions.fresh import require_fresh
from accounts.sessions.kind import current_key
from accounts.tokens import issuing, rotating, serializers
from accounts.tokens.filters import TokenFilters, TokenPagination
from accounts.tokens.kind import TokenKind
from accounts.tokens.models import Token

CANNOT_MOVE = _("Leave this out: only you yourself, signed in, move the end of a token of yours.")


class OtherToken(PermissionDenied):
    """403 to a token that would get the key of one that it did not make, and outlive itself."""

    default_code = "other_token"
    default_detail = _("A token gives a new key only to itself and to what it made.")


class Replaced(PermissionDenied):
    """403 to a key that was replaced: what it makes would outlive its overlap."""

    default_code = "key_replaced"
    default_detail = _("This key was replaced. Use the new key of this token.")


class TooManyTokens(APIException):
    status_code = 409
    default_code = "too_many_tokens"


@method_decorator(never_cache, name="dispatch")
class GetAuthToken(APIView):
    """
    Trade a username and a password for a new token.

    No scheme is tried first: a stale ``Authorization`` header or session cookie
    must not stand in the way of getting a fresh token. A form works as well as JSON.
    """

    authentication_classes = ()
    permission_classes = ()
    also_answers = {"post": [429]}

    @extend_schema(
        request=serializers.GetAuthTokenSerializer, responses=serializers.IssuedTokenSerializer
    )
    def post(self, request: Request) -> Response:
        given = serializers.GetAuthTokenSerializer(data=request.data)
        try:
            user = given.authenticate(request)
            scope = given.validated_data.get("scopes", "")
            token = issuing.issue_at_sign_in(user, now=timezone.now(), scope=scope)
        except (InvalidCredentials, AccessEnded) as error:
            text = InvalidCredentials.default_detail
            raise ValidationError({"non_field_errors": [text]}) from error
        return Response({"token": token.key, "expires_at": token.ends_at})


class TokenViewSet(mixins.CreateModelMixin, mixins.RetrieveModelMixin, KindViewSet):
    """
    My tokens. The key is in the answer to the POST that makes it, and nowhere later.

    A token that is limited to scopes is refused here: no scope reaches so far.
    """

    kind: TokenKind
    lookup_value_regex = "[0-9]{1,18}"
    pagination_class = TokenPagination
    latest_by = "created"
    also_answers = {
        "create": [409],
        "current": [404],
        "destroy_all": OF_A_BODY,
        "others": OF_A_BODY,
        "rotate": [400, 404],
        "rotate_current": [400, 404],
    }

    def get_serializer_class(self) -> type[serializers.TokenSerializer]:
        creates = self.action in ("create", "rotate", "rotate_current")
        return serializers.TokenWithKeySerializer if creates else serializers.TokenSerializer

    def get_queryset(self) -> QuerySet[Token]:
        mine = Token.objects.live(now=timezone.now()).filter(user=self.request.user.pk)
        if self.action != "list":
            return mine
        return TokenFilters(data=self.request.query_params.dict()).narrow(mine)

    @extend_schema(parameters=[TokenFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List them, the latest first; the header `Link` leads to further pages (RFC 8288)."""
        return super().list(request, *args, **kwargs)

    def may_end(self, request: Request, pk: str | None) -> bool:
        token = request.auth
        if super().may_end(request, pk):
            return True
        made = Token.objects.filter(pk=pk, parent=token.pk)  # type: ignore[misc]  # None finds nothing
        return pk is not None and (pk == str(token.pk) or made.exists())

    @extend_schema(request=None, responses={204: None})
    @action(detail=False, methods=["delete"], permission_classes=[IsAuthenticated])
    def current(self, request: Request, **kwargs: Any) -> Response:
        """End the token of this request, whatever its scopes. Other credentials get a 404."""
        self.kind.end(request.user, str(self.current_token().pk), now=timezone.now())
        return Response(status=204)

    def current_token(self) -> Token:
        """:raises NotFound: when this request came with other credentials."""
        if not isinstance(self.request.auth, Token):
            raise NotFound(_("This request came without an API token."))
        return self.request.auth

    @extend_schema(request=None, responses={204: None})
    @action(detail=False, methods=["delete"])
    def others(self, request: Request, **kwargs: Any) -> Response:
        """End all of my tokens but the one of this request; a session has none."""
        self.check_may_end(request, None)
        refuse_what_says_more(request)
        kept = request.auth.pk if isinstance(request.auth, Token) else None
        self.kind.end_others(request.user, kept, now=timezone.now())
        return Response(status=204)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read about one of my tokens; its key is not kept."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=serializers.TokenSerializer)
    @method_decorator(never_cache)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Make a token; the answer alone has its key."""
        return super().create(request, *args, **kwargs)

    def perform_create(self, serializer: BaseSerializer[Token]) -> None:
        # A stolen token must not live on in a child: see ``issuing.issue``.
        made_by = {"parent": self.maker(), "made_in": self.session()}
        user: Any = self.request.user  # known: the permission saw to it
        with refusals():
            serializer.instance = issuing.issue(
                user, now=timezone.now(), **made_by, **serializer.validated_data
            )

    @extend_schema(
        request=serializers.RotateSerializer, responses=serializers.TokenWithKeySerializer
    )
    @method_decorator(never_cache)
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, **kwargs: Any) -> Response:
        """
        Give one of my tokens a new key; the answer alone has it.

        A token can rotate itself and what it made, and cannot move the end.
        """
        return self.give_key(request, self.get_object)

    @extend_schema(
        request=serializers.RotateSerializer, responses=serializers.TokenWithKeySerializer
    )
    @method_decorator(never_cache)
    @action(detail=False, methods=["post"], url_path="current/rotate")
    def rotate_current(self, request: Request, **kwargs: Any) -> Response:
        """Give the token of this request a new key. Other credentials get a 404."""
        return self.give_key(request, self.current_token)

    def give_key(self, request: Request, find: Callable[[], Token]) -> Response:
        given = serializers.RotateSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        token, maker = find(), self.maker()
        if maker is not None and maker.pk not in (token.pk, token.parent_id):
            raise OtherToken
        asked = dict(given.validated_data)
        overlap, now = timedelta(seconds=asked.pop("overlap")), timezone.now()
        if asked and (maker is not None or token.parent_id):
            raise ValidationError({"expires_at": [CANNOT_MOVE]})
        with refusals(), transaction.atomic():
            made_by = {"maker": maker, "made_in": self.session()}
            token = rotating.rotate(token, now=now, overlap=overlap, **made_by)
            if asked:
                rotating.renew(token, now=now, **asked)
        return Response(self.get_serializer(token).data)

    def maker(self) -> Token | None:
        """
        Return the token that makes a key now, None where its person does, in a fresh session.

        :raises Replaced: when it came with its old key.
        """
        require_fresh(self.request)
        token = self.request.auth if isinstance(self.request.auth, Token) else None
        if token is not None and token.is_by_old_key:
            raise Replaced
        return token

    def session(self) -> str:
        """Return the ``session_key`` of the session that asks; "" for other callers."""
        by_session = isinstance(self.request.successful_authenticator, SessionAuthentication)
        return (by_session and current_key(self.request._request)) or ""


@contextmanager
def refusals() -> Iterator[None]:
    """Answer a refusal of ``issuing`` as an error of the API."""
    try:
        yield
    except issuing.TooManyTokens as refusal:
        raise TooManyTokens(str(refusal)) from refusal
    except issuing.WiderThanParent as refusal:
        told = {refusal.member: [str(refusal)]}
        raise ValidationError(told, "insufficient_scope") from refusal
    except AccessEnded as refusal:
        raise AuthenticationFailed(_("Invalid token"), "invalid_token") from refusal
