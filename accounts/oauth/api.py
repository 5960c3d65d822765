from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.api import KindViewSet
from accounts.oauth import applications


class ConnectionSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="application.pk")
    name = serializers.CharField(source="application")
    client_id = serializers.CharField(source="application.client_id")
    scopes = serializers.ListField(child=serializers.CharField())
    last_used_at = serializers.DateTimeField()


class ApplicationViewSet(KindViewSet):
    """Applications that can act as me. Deleting one ends its access, not the application."""

    serializer_class = ConnectionSerializer
    latest_by = "last_used_at"

    def get_queryset(self) -> Any:
        return applications.connections(self.request.user, now=timezone.now())
