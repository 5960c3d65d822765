from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers

from accounts import schemes
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.people.models import User


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


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "username", "email", "time_zone"]


class MeSerializer(serializers.Serializer):
    user = UserSerializer()

    def get_fields(self):
        # Read when it is used: the settings list the schemes.
        return super().get_fields() | {"scheme": serializers.ChoiceField(schemes.names())}
