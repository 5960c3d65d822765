"""
What the script of a page asks about passkeys. They are pages to Django: CSRF tokens are checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError as InvalidData
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import handover
from accounts.passwords.guessing import remember_browser
from accounts.redirects import safe_next
from accounts.second_factor import challenges, passkeys
from accounts.second_factor.attempts import passkey_start
from accounts.serializers import StrictMixin, UserSerializer
from accounts.sessions import methods
from accounts.sessions.authentication import SessionAuthentication
from accounts.sessions.fresh import IsFreshSession


class PasskeyRefused(APIException):
    status_code = 400
    default_code = "passkey_refused"
    default_detail = _("This passkey does not sign anybody in here. Try again, or another way.")


class AnswerSerializer(StrictMixin, serializers.Serializer[Any]):
    """What ``PublicKeyCredential.toJSON()`` returns."""

    credential = serializers.JSONField()
    next = serializers.CharField(required=False, allow_blank=True, max_length=2000)

    def validate_credential(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise serializers.ValidationError(_("Send a JSON object."))
        return value


class NewPasskeySerializer(AnswerSerializer):
    next = None  # type: ignore[assignment]  # DRF leaves a field out so
    name = serializers.CharField(max_length=100)


@method_decorator(never_cache, name="dispatch")
class Anybody(APIView):
    authentication_classes = ()
    permission_classes = ()
    schema = None


@method_decorator(never_cache, name="dispatch")
class Owner(APIView):
    authentication_classes = (SessionAuthentication,)
    permission_classes = (IsFreshSession,)
    schema = None


class SignInOptions(Anybody):
    def post(self, request: Request) -> Response:
        passkey_start(request).count()
        challenge = challenges.make()
        response = Response(passkeys.request_options(request._request, challenge))
        challenges.keep(response, request._request, challenge)
        return response


class SignIn(Anybody):
    def post(self, request: Request) -> Response:
        given = AnswerSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        try:
            user = passkeys.sign_in(request._request, asked["credential"], now=timezone.now())
        except passkeys.Refused as refusal:
            raise PasskeyRefused from refusal
        methods.note(request, *methods.PASSKEY, methods.SEVERAL)
        login(request._request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        next_url = safe_next(request, asked.get("next"))
        response = Response({"user": UserSerializer(user).data, "next": next_url})
        remember_browser(response, request, user)
        return response


class NewOptions(Owner):
    def post(self, request: Request) -> Response:
        user: Any = request.user
        challenge = challenges.make()
        response = Response(passkeys.creation_options(request._request, user, challenge))
        challenges.keep(response, request._request, challenge)
        return response


class New(Owner):
    def post(self, request: Request) -> Response:
        given = NewPasskeySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user: Any = request.user
        try:
            passkey, codes = passkeys.add(
                request._request, user, **given.validated_data, now=timezone.now()
            )
        except passkeys.Refused as refusal:
            raise PasskeyRefused from refusal
        except InvalidData as refusal:
            raise ValidationError({"name": refusal.messages}) from refusal
        page = reverse("second_factor:codes" if codes else "second_factor:overview")
        told = {"id": passkey.pk, "name": passkey.name, "recovery_codes": codes, "next": page}
        response = Response(told, status=201)
        if codes:
            handover.give(response, request._request, page, {"codes": " ".join(codes)})
        return response


def page(program: type[APIView]) -> Callable[..., HttpResponseBase]:
    """Return a view that takes POST, and the CSRF token that DRF's own views do without."""
    answer = program.as_view()

    class Page(View):
        http_method_names = ["post", "options"]

        def post(self, request: HttpRequest) -> HttpResponseBase:
            return answer(request)

    return Page.as_view()
