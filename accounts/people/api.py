"""The profile for programs; the pages have the same forms."""

from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.form_api import OwnFormAPI
from accounts.people import forms, personal, renaming
from accounts.people.registration.rules import Taken
from accounts.people.serializers import ProfileSerializer, UsernameSerializer
from accounts.permissions import IsAuthenticatedWithScope
from accounts.serializers import UserSerializer
from accounts.sessions.fresh import IsFreshSession


class ChangeUsername(OwnFormAPI):
    """
    Change my username, in a fresh session.

    Sessions and tokens go on. The old name signs nobody in any more, and nobody else takes it for a
    time. A name can be changed again after some days.
    """

    serializer_class = UsernameSerializer
    permission_classes = (IsAuthenticatedWithScope, IsFreshSession)
    also_answers = {"post": [409, 429]}

    @extend_schema(
        operation_id="accounts_api_username", request=UsernameSerializer, responses=UserSerializer
    )
    def post(self, request: Request) -> Response:
        user: Any = request.user
        form = self.valid(forms.UsernameForm, self.given(), user=user)
        try:
            user = renaming.rename(user, form.cleaned_data["username"], now=timezone.now())
        except Taken as taken:
            raise serializers.ValidationError({"username": [renaming.TAKEN]}) from taken
        return Response(UserSerializer(user).data)


class Profile(OwnFormAPI):
    """My profile."""

    serializer_class = ProfileSerializer

    @extend_schema(operation_id="accounts_api_profile", responses=UserSerializer)
    def get(self, request: Request) -> Response:
        """Read my profile."""
        user: Any = request.user
        return Response(UserSerializer(user).data)

    @extend_schema(
        operation_id="accounts_api_profile_update",
        request=ProfileSerializer,
        responses=UserSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Change my profile: the time zone in which pages show times."""
        form = self.valid(forms.TimeZoneForm, self.given(), instance=request.user)
        return Response(UserSerializer(form.save()).data)


class PersonalData(OwnFormAPI):
    """
    Download everything that is held about me.

    `account` is the profile and `access` what can act for me, by kind. Each app adds a list of its
    own: `activity`, `questions` and `votes` here. No key or secret is in it.
    """

    serializer_class = ProfileSerializer
    answer_headers = {"get": list(personal.HEADERS)}

    @extend_schema(operation_id="accounts_api_me_data", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        user: Any = request.user
        return Response(personal.of(user, now=timezone.now()), headers=personal.HEADERS)
