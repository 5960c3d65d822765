"""Registration, address and profile for programs; the pages have the same forms."""

from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.form_api import LinkEnded, OpenFormAPI, OwnFormAPI, SaidSerializer
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.people import asking, forms, pages, personal, registration, renaming
from accounts.permissions import IsAuthenticatedWithScope
from accounts.serializers import StrictMixin, UserSerializer
from accounts.sessions.fresh import IsFreshSession, require_fresh_session

MAX_EMAIL, MAX_CODE = 254, 2000  # characters


class RegisterSerializer(StrictMixin, serializers.Serializer[Any]):
    username = serializers.CharField(max_length=MAX_USERNAME, trim_whitespace=False)
    email = serializers.EmailField(max_length=MAX_EMAIL)


class UsernameSerializer(StrictMixin, serializers.Serializer[Any]):
    username = serializers.CharField(max_length=MAX_USERNAME, trim_whitespace=False)


class EmailOnlySerializer(StrictMixin, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=MAX_EMAIL)


class CodeSerializer(StrictMixin, serializers.Serializer[Any]):
    code = serializers.CharField(max_length=MAX_CODE, help_text="The end of the link in the mail.")


class ChoosePasswordSerializer(CodeSerializer):
    password = serializers.CharField(max_length=MAX_PASSWORD, trim_whitespace=False)


class NewAddressSerializer(StrictMixin, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=MAX_EMAIL)
    password = serializers.CharField(
        required=False,
        max_length=MAX_PASSWORD,
        trim_whitespace=False,
        help_text="The current password, of those who have one.",
    )


class ProfileSerializer(StrictMixin, serializers.Serializer[Any]):
    time_zone = serializers.CharField(max_length=100)


class RegisteredSerializer(serializers.Serializer[Any]):
    user = UserSerializer()
    token = serializers.CharField()


class Register(OpenFormAPI):
    """
    Ask for an account.

    The answer is the same whether the name and the address are free or not; a mail to the address
    tells its owner, and has the link whose code confirms the account.
    """

    serializer_class = RegisterSerializer

    @extend_schema(
        operation_id="accounts_api_register",
        request=RegisterSerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        form = self.valid(forms.RegistrationForm, self.given())
        asked = {name: form.cleaned_data[name] for name in ("username", "email")}
        asking.register(request._request, **asked, now=timezone.now())
        return self.said(pages.RegisterView.said, 202)


class RegisterAgain(OpenFormAPI):
    """
    Have the mail of a registration sent again.

    The answer is the same whether there is one that waits or not.
    """

    serializer_class = EmailOnlySerializer

    @extend_schema(
        operation_id="accounts_api_register_again",
        request=EmailOnlySerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        form = self.valid(forms.RegisterAgainForm, self.given())
        email = form.cleaned_data["email"]
        asking.register_again(request._request, email=email, now=timezone.now())
        return self.said(pages.RegisterView.said, 202)


@method_decorator(never_cache, name="dispatch")
class RegisterConfirm(OpenFormAPI):
    """
    Choose the password, which makes the account.

    The answer has its first token, and no session begins.
    """

    serializer_class = ChoosePasswordSerializer
    fields_of = {"password": ["password1", "password2"]}
    also_answers = {"post": [410]}

    @extend_schema(
        operation_id="accounts_api_register_confirm",
        request=ChoosePasswordSerializer,
        responses={201: RegisteredSerializer},
    )
    def post(self, request: Request) -> Response:
        given = self.given()
        found = registration.find(given.pop("code"))
        if found is None:
            raise LinkEnded
        user = registration.user_of(found)
        form = self.valid(forms.ChoosePasswordForm, given, user=user)
        form.set_password_and_save(user, commit=False)
        try:
            registration.confirm(found, user, now=timezone.now())
        except registration.Taken as taken:
            raise LinkEnded from taken
        made = {"user": user, "token": user.initial_token.key}
        return Response(RegisteredSerializer(made).data, 201)


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
        except registration.Taken as taken:
            raise serializers.ValidationError({"username": [renaming.TAKEN]}) from taken
        return Response(UserSerializer(user).data)


class ChangeAddress(OwnFormAPI):
    """
    Ask for another email address.

    It counts once the code that is mailed there is confirmed. Those who have no password need
    a fresh session.
    """

    serializer_class = NewAddressSerializer

    @extend_schema(
        operation_id="accounts_api_email",
        request=NewAddressSerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        user: Any = request.user
        if not user.has_usable_password():
            require_fresh_session(request)
        form = self.valid(forms.EmailForm, self.given(), request=request._request, user=user)
        asking.change_address(request._request, user, form.cleaned_data["email"])
        return self.said(pages.EmailView.said, 202)


class ConfirmAddress(OwnFormAPI):
    """Confirm the address by the code that was mailed there."""

    serializer_class = CodeSerializer
    also_answers = {"post": [410]}

    @extend_schema(
        operation_id="accounts_api_email_confirm", request=CodeSerializer, responses=UserSerializer
    )
    def post(self, request: Request) -> Response:
        user: Any = request.user
        try:
            asking.confirm_address(user, self.given()["code"], now=timezone.now())
        except registration.Taken as taken:
            raise LinkEnded from taken
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
