from typing import Any

from rest_framework import serializers

from accounts.second_factor.factors import LONGEST_CODE
from accounts.serializers import StrictMixin


class SetupSerializer(serializers.Serializer[Any]):
    """A secret for an app: to type, as an ``otpauth:`` address, and sealed, to send back."""

    secret = serializers.CharField()
    address = serializers.CharField()
    sealed = serializers.CharField()


class FirstCodeSerializer(StrictMixin, serializers.Serializer[Any]):
    sealed = serializers.CharField(max_length=255)
    code = serializers.CharField(max_length=LONGEST_CODE)


class OtpSerializer(StrictMixin, serializers.Serializer[Any]):
    otp = serializers.CharField(max_length=LONGEST_CODE)


class NameSerializer(StrictMixin, serializers.Serializer[Any]):
    name = serializers.CharField(max_length=100)


class RecoveryCodesSerializer(serializers.Serializer[Any]):
    recovery_codes = serializers.ListField(child=serializers.CharField())
