from typing import Any

from rest_framework import serializers

from accounts.sessions.models import Session


class SessionSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="session_key")
    is_current = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = ["id", "created_at", "last_used_at", "address", "user_agent", "is_current"]

    def get_is_current(self, session: Any) -> bool:
        return bool(session.session_key == self.context["current_session"])
