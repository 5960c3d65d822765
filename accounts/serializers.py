from django.contrib.auth import authenticate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers

from accounts.models import Session, Token, User
from accounts.validators import MAX_PASSWORD, MAX_USERNAME


class InvalidCredentials(exceptions.APIException):
    """400, not 401: the request was wrong, and no challenge would help it."""

    status_code = 400
    default_detail = _("Unable to log in with provided credentials.")
    default_code = "invalid_credentials"


class CredentialsSerializer(serializers.Serializer):
    """A user name and a password."""

    username = serializers.CharField(max_length=MAX_USERNAME, trim_whitespace=False)
    password = serializers.CharField(
        max_length=MAX_PASSWORD, trim_whitespace=False, write_only=True
    )

    def authenticate(self, request) -> User:
        """
        Return whose credentials these are.

        :raises InvalidCredentials: when nobody's; unknown and wrong look the same.
        """
        self.is_valid(raise_exception=True)
        user = authenticate(request, **self.validated_data)
        if user is None:
            raise InvalidCredentials
        return user


class IssuedTokenSerializer(serializers.Serializer):
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "email", "time_zone"]


class MeSerializer(serializers.Serializer):
    user = UserSerializer()
    scheme = serializers.ChoiceField(["token", "bearer", "basic", "session"])


class TokenSerializer(serializers.ModelSerializer):
    """``expires_at`` in: an own, earlier end. Out: when the token ends, whatever ends it."""

    class Meta:
        model = Token
        fields = ["id", "name", "hint", "created", "expires_at", "last_used_at"]
        extra_kwargs = {"name": {"required": True, "allow_blank": False}}

    def validate_expires_at(self, expires_at):
        if expires_at and expires_at <= timezone.now():
            raise serializers.ValidationError(_("Choose a time in the future."), "past")
        return expires_at

    def to_representation(self, token):
        return super().to_representation(token) | {
            "expires_at": self.fields["expires_at"].to_representation(token.ends_at)
        }


class NewTokenSerializer(TokenSerializer):
    key = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]


class SessionSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="session_key")
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["id", "created_at", "last_used_at", "address", "user_agent", "is_current"]

    def get_is_current(self, session) -> bool:
        return session.session_key == self.context["current_session"]
