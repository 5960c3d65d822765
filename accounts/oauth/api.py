from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from accounts import credentials
from accounts.oauth import applications


class ConnectionSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="application.pk")
    name = serializers.CharField(source="application")
    client_id = serializers.CharField(source="application.client_id")
    scopes = serializers.ListField(child=serializers.CharField())
    last_used_at = serializers.DateTimeField()


class ApplicationViewSet(viewsets.ViewSet):
    """Applications that can act as me. Deleting one ends its access, not the application."""

    lookup_value_regex = "[0-9]{1,18}"
    serializer_class = ConnectionSerializer

    @extend_schema(responses=ConnectionSerializer(many=True))
    def list(self, request):
        found = applications.connections(request.user, now=timezone.now())
        return Response(ConnectionSerializer(found, many=True).data)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk):
        now = timezone.now()
        ended = credentials.end_oauth_access(now=now, user=request.user, application=int(pk))
        if not any(ended.values()):
            raise Http404
        return Response(status=204)
