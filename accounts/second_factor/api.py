"""The second factor for programs: as on the pages, in a session that was just confirmed."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import HeldSerializer, KindViewSet
from accounts.form_api import SaidSerializer
from accounts.passwords.otp import OtpInvalid
from accounts.permissions import IsAuthenticatedWithScope
from accounts.second_factor import asking, factors, totp
from accounts.second_factor.kind import APP, as_held
from accounts.second_factor.models import Passkey
from accounts.second_factor.serializers import (
    FirstCodeSerializer,
    NameSerializer,
    OtpSerializer,
    RecoveryCodesSerializer,
    SetupSerializer,
)
from accounts.sessions.authentication import SessionAuthentication
from accounts.sessions.fresh import (
    CONFIRMED_WORDS,
    IsFreshSession,
    ReauthenticationRequired,
    confirm,
)


@method_decorator(never_cache, name="dispatch")
class SecondFactorViewSet(KindViewSet):
    """
    My second factor: its devices, and how to add one, remove one, or turn it off.

    Changes need a session whose person confirmed their access within 15 minutes. No token
    changes it.
    """

    lookup_value_regex = "app|[0-9]{1,18}"
    permission_classes = (IsAuthenticatedWithScope, IsFreshSession)

    also_answers = KindViewSet.also_answers | {"partial_update": [404]}

    @extend_schema(
        summary="Rename one of my passkeys", request=NameSerializer, responses=HeldSerializer
    )
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Give a passkey another name. The app has none."""
        given = NameSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        mine = Passkey.objects.filter(user=request.user.pk)
        passkey = get_object_or_404(mine, pk=0 if kwargs["pk"] == APP else kwargs["pk"])
        factors.rename_passkey(passkey, given.validated_data["name"])
        return Response(HeldSerializer(as_held(passkey)).data)

    @extend_schema(request=OtpSerializer, responses=SaidSerializer)
    @action(
        detail=False,
        methods=["post"],
        url_path="confirm-access",
        url_name="confirm-access",
        permission_classes=[IsAuthenticatedWithScope],
    )
    def confirm_access(self, request: Request, **kwargs: Any) -> Response:
        """Prove once more that it is me, as `/accounts/api/confirm-access` does, by a code."""
        if not isinstance(request.successful_authenticator, SessionAuthentication):
            raise ReauthenticationRequired
        given = OtpSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user: Any = request.user
        now = timezone.now()
        if not asking.is_right(request._request, user, given.validated_data["otp"], now=now):
            raise OtpInvalid
        confirm(request._request, now=now)
        return Response({"detail": str(CONFIRMED_WORDS)})

    @extend_schema(request=None, responses=SetupSerializer)
    @action(detail=False, methods=["post"], url_path="setup", url_name="setup")
    def begin(self, request: Request, **kwargs: Any) -> Response:
        """Return a new secret for an authenticator app. It counts once a code confirms it."""
        user: Any = request.user
        secret = totp.new_secret()
        address = totp.address_of(secret, user=user, issuer=request.get_host())
        told = {"secret": totp.typed(secret), "address": address}
        return Response(told | {"sealed": totp.seal(secret, user=user)})

    @extend_schema(request=FirstCodeSerializer, responses={201: RecoveryCodesSerializer})
    @action(detail=False, methods=["post"], url_path="setup/confirm", url_name="confirm")
    def confirm(self, request: Request, **kwargs: Any) -> Response:
        """Turn the factor on by the app's first code. The answer alone shows the recovery codes."""
        given = FirstCodeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user: Any = request.user
        try:
            codes = factors.add_app(user, **given.validated_data, now=timezone.now())
        except factors.WrongCode as refusal:
            raise OtpInvalid from refusal
        return Response({"recovery_codes": codes}, status=201)

    @extend_schema(request=None, responses={201: RecoveryCodesSerializer})
    @action(detail=False, methods=["post"], url_path="recovery-codes", url_name="codes")
    def recovery_codes(self, request: Request, **kwargs: Any) -> Response:
        """Return new recovery codes, and end the old. Without a factor there are none."""
        user: Any = request.user
        return Response({"recovery_codes": factors.new_codes(user)}, status=201)
