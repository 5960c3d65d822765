from typing import Any

from rest_framework import serializers

from accounts.passwords.validators import MAX_PASSWORD
from accounts.people.serializers import MAX_EMAIL
from accounts.serializers import StrictMixin


class NewAddressSerializer(StrictMixin, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=MAX_EMAIL)
    password = serializers.CharField(
        required=False,
        max_length=MAX_PASSWORD,
        trim_whitespace=False,
        help_text="The current password, of those who have one.",
    )
