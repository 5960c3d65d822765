from typing import Any

from rest_framework import serializers

from accounts.passwords.validators import MAX_USERNAME
from accounts.serializers import StrictMixin

MAX_EMAIL, MAX_CODE = 254, 2000  # characters


class CodeSerializer(StrictMixin, serializers.Serializer[Any]):
    code = serializers.CharField(max_length=MAX_CODE, help_text="The end of the link in the mail.")


class UsernameSerializer(StrictMixin, serializers.Serializer[Any]):
    username = serializers.CharField(max_length=MAX_USERNAME, trim_whitespace=False)


class ProfileSerializer(StrictMixin, serializers.Serializer[Any]):
    time_zone = serializers.CharField(max_length=100)
