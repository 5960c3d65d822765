from typing import Any

from rest_framework import serializers

from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.people.serializers import MAX_EMAIL, CodeSerializer
from accounts.serializers import StrictMixin, UserSerializer


class RegisterSerializer(StrictMixin, serializers.Serializer[Any]):
    username = serializers.CharField(max_length=MAX_USERNAME, trim_whitespace=False)
    email = serializers.EmailField(max_length=MAX_EMAIL)


class EmailOnlySerializer(StrictMixin, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=MAX_EMAIL)


class ChoosePasswordSerializer(CodeSerializer):
    password = serializers.CharField(max_length=MAX_PASSWORD, trim_whitespace=False)


class RegisteredSerializer(serializers.Serializer[Any]):
    user = UserSerializer()
    token = serializers.CharField()
