from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.codes import waiting
from accounts.codes.forms import LONGEST, CodeForm, CodeInvalid
from accounts.form_api import FormAPI
from accounts.passwords.guessing import remember_browser
from accounts.redirects import safe_next
from accounts.serializers import MAX_OTP, StrictMixin, UserSerializer


class CodeSerializer(StrictMixin, serializers.Serializer[Any]):
    code = serializers.CharField(max_length=LONGEST)
    next = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    otp = serializers.CharField(max_length=MAX_OTP, required=False, allow_blank=True)


@method_decorator(never_cache, name="dispatch")
class SignInByCode(FormAPI):
    """Open a session by a mailed code. Reached through ``pages.CodeView``, which checks CSRF."""

    authentication_classes = ()
    permission_classes = ()
    serializer_class = CodeSerializer
    schema = None

    def post(self, request: Request) -> Response:
        given, asked = self.given(), waiting.read(request._request)
        next_url = given.pop("next", "")
        if asked is None:
            raise CodeInvalid
        form = CodeForm(given, request=request._request, waiting=asked, keeps=True)
        if not form.is_valid():
            raise form.refusal or CodeInvalid
        login(request._request, form.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        told = {"user": UserSerializer(form.user).data, "next": safe_next(request, next_url)}
        response = Response(told)
        remember_browser(response, request, form.user)
        waiting.drop(response)
        return response


sign_in = SignInByCode.as_view()
