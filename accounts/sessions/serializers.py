from typing import Any

from rest_framework import serializers

from accounts.passwords.validators import MAX_PASSWORD
from accounts.serializers import StrictMixin
from accounts.sessions.models import Session


class PasswordSerializer(StrictMixin, serializers.Serializer[Any]):
    """The current password."""

    password = serializers.CharField(max_length=MAX_PASSWORD, trim_whitespace=False)


class SessionSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="session_key")
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["id", "created_at", "last_used_at", "address", "user_agent", "is_current"]

    def get_is_current(self, session: Any) -> bool:
        return bool(session.session_key == self.context["current_session"])
