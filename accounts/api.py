"""What programs call about themselves, and what all kinds of credential have in common."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import credentials, schemes
from accounts.permissions import scopes_of
from accounts.serializers import MeSerializer


class Me(APIView):
    """
    Who I am, and by which scheme I was let in.

    Credentials with scopes learn the e-mail address only with the scope `email`.
    """

    required_scopes = "profile"
    needs_person = True

    @extend_schema(responses=MeSerializer)
    def get(self, request):
        scheme = schemes.name_of(type(request.successful_authenticator))
        about = MeSerializer({"user": request.user, "scheme": scheme}).data
        scopes = scopes_of(request)
        if scopes is not None and "email" not in scopes:
            del about["user"]["email"]
        return Response(about)


class HeldSerializer(serializers.Serializer):
    """How ``credentials.Held`` looks to programs."""

    id = serializers.CharField()
    label = serializers.CharField()
    detail = serializers.CharField()
    created_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    is_current = serializers.BooleanField()


class KindViewSet(viewsets.GenericViewSet):
    """
    List what I hold of one kind of credential, end one, end all.

    A subclass with a queryset shows its rows by its own serializer.
    """

    kind: credentials.Kind  # ``urls`` sets it
    lookup_value_regex = "[0-9]{1,18}"
    serializer_class = HeldSerializer

    def get_queryset(self):
        return self.kind.held(self.request.user, now=timezone.now(), request=self.request)

    def list(self, request, *args, **kwargs):
        return Response(self.get_serializer(self.get_queryset(), many=True).data)

    @extend_schema(responses={204: None})
    def destroy(self, request, *args, **kwargs):
        try:
            ended = self.kind.end(request.user, kwargs["pk"], now=timezone.now())
        except credentials.CannotEnd as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal
        if not ended:
            raise Http404
        return Response(status=204)

    def destroy_all(self, request, *args, **kwargs):
        self.kind.end_all(request.user, now=timezone.now())
        return Response(status=204)
