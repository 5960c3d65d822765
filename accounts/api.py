"""Endpoints for a caller's own account, and those that all kinds of credential share."""

from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import credentials, schemes
from accounts.ends import Event
from accounts.paging import LinkPagination, refuse_unknown_parameters
from accounts.people import leaving
from accounts.permissions import ChildToken, is_child, scopes_of
from accounts.serializers import MeSerializer, StrictMixin
from accounts.sessions.fresh import require_fresh, require_fresh_session

#: The statuses of a body that need not be sent, and is read.
OF_A_BODY = [413, 415]


class NothingSerializer(StrictMixin, serializers.Serializer):
    """A body that says nothing."""


def refuse_what_says_more(request: Request) -> None:
    """
    Refuse parameters and members: whoever names one must not end all.

    :raises ValidationError: with a text for each.
    """
    refuse_unknown_parameters(request, known=["format"])
    NothingSerializer(data=request.data).is_valid(raise_exception=True)


class Me(APIView):
    """
    Tell the caller's name, and the scheme that let the caller in.

    Credentials with scopes learn the email address only with the scope `email`.
    """

    required_scopes = {"get": "profile"}
    needs_person = True
    also_answers = {"delete": [409, *OF_A_BODY]}

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        by: Any = type(request.successful_authenticator)
        scheme = schemes.name_of(by)
        about = MeSerializer({"user": request.user, "scheme": scheme}).data
        scopes = scopes_of(request)
        if scopes is not None and "email" not in scopes:
            del about["user"]["email"]
        return Response(about)

    @extend_schema(operation_id="accounts_api_me_destroy", request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """
        Delete my account, in a fresh session.

        All access ends at once. Votes stay counted, and questions stay, without a name.
        """
        require_fresh_session(request)
        refuse_what_says_more(request)
        leaving.delete(request.user, now=timezone.now())
        logout(request._request)
        return Response(status=204)


class HeldSerializer(serializers.Serializer):
    """How ``credentials.Held`` looks to programs."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class
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
    serializer_class: Any = HeldSerializer
    pagination_class = LinkPagination
    answer_headers = {"list": ["Link"]}
    also_answers = {"destroy": [404], "destroy_all": OF_A_BODY}
    #: The time by which the list is ordered, the latest first.
    latest_by = "created_at"

    def get_queryset(self) -> Any:
        return self.kind.held(self.request.user, now=timezone.now(), request=self.request)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List them, the latest first; the header `Link` leads to further pages (RFC 8288)."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def may_end(self, request: Request, pk: str | None) -> bool:
        """Tell whether the caller may end the one of this id, or with None all of the kind."""
        return not is_child(request.auth)

    def check_may_end(self, request: Request, pk: str | None) -> None:
        """:raises PermissionDenied: when the caller may not, or not yet."""
        if not self.may_end(request, pk):
            raise ChildToken
        if self.kind.needs_fresh:
            require_fresh(request)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """End one of them."""
        self.check_may_end(request, kwargs["pk"])
        try:
            ended = self.kind.end(request.user, kwargs["pk"], now=timezone.now())
        except credentials.CannotEnd as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal
        if not ended:
            raise Http404
        return Response(status=204)

    def destroy_all(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """End all of them."""
        self.check_may_end(request, None)
        refuse_what_says_more(request)
        try:
            self.kind.end_all(request.user, now=timezone.now())
        except credentials.CannotEnd as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal
        return Response(status=204)


class EndAccessSerializer(StrictMixin, serializers.Serializer):
    """The connections to end as well: ids from ``stays``, as in ``social.12``."""

    also = serializers.ListField(child=serializers.CharField(max_length=100), default=list)

    def validate_also(self, also: list[str]) -> list[str]:
        for choice in also:
            if not credentials.is_asked(choice, event=Event.ALL_ENDED):
                raise serializers.ValidationError(_("Name ids that `stays` lists."))
        return also


class StayingSerializer(serializers.Serializer):
    """Something that ending all access leaves, because it only lets a person sign in."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes fields out of the class


class EndedAccessSerializer(serializers.Serializer):
    ended = serializers.DictField(child=serializers.IntegerField())
    stays = StayingSerializer(many=True)


class EndAccess(APIView):
    """
    Sign me out everywhere: end every session, token and connected application.

    Social accounts stay, and are listed in `stays`; name their ids in `also` to end them.
    """

    @extend_schema(
        operation_id="accounts_api_credentials_end",
        request=EndAccessSerializer,
        responses=EndedAccessSerializer,
    )
    def post(self, request: Request) -> Response:
        if is_child(request.auth):
            raise ChildToken
        asked = EndAccessSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        now, event, user = timezone.now(), Event.ALL_ENDED, request.user
        try:
            with transaction.atomic():
                ended = credentials.end_access(user, now=now, event=event)
                credentials.end_chosen(user, asked.validated_data["also"], event=event, now=now)
        except credentials.CannotEnd as refusal:
            raise serializers.ValidationError({"also": [str(refusal)]}) from refusal
        left = credentials.choices(user, event=event, now=now)
        stays = [{"id": choice, "label": label} for choice, label in left]
        return Response({"ended": ended, "stays": stays})
