"""
The forms of the pages, for programs by any scheme: the same rules, limits and silence.

A serializer says what the members are called and refuses others; the form judges them.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from accounts.permissions import ChildToken, is_child
from accounts.sessions.authentication import SessionAuthentication


class LinkEnded(APIException):
    status_code = 410
    default_code = "link_ended"
    default_detail = _("This link was used, or is too old. Ask for a new one.")


class SaidSerializer(serializers.Serializer[Any]):
    """A sentence for people."""

    detail = serializers.CharField()


class FormAPI(APIView):
    serializer_class: type[serializers.Serializer]
    #: The names of the form's fields for a member that is called otherwise here.
    fields_of: dict[str, list[str]] = {}

    def given(self) -> dict[str, Any]:
        """:raises ValidationError: when a member is unknown, missing or of another type."""
        body = self.serializer_class(data=self.request.data)
        body.is_valid(raise_exception=True)
        members: dict[str, Any] = body.validated_data
        return members

    def valid(self, form_class: Any, given: dict[str, Any], **kwargs: Any) -> Any:
        """
        Return the form with ``given`` in it, which is valid.

        :raises ValidationError: by the names of members.
        :raises TooManyAttempts: when the form counts attempts.
        """
        data = QueryDict(mutable=True)
        for name, value in given.items():
            for field in self.fields_of.get(name, [name]):
                data.setlist(field, value if isinstance(value, list) else [value])
        form = form_class(data=data, **kwargs)
        form.request = self.request._request
        if not form.is_valid():
            raise getattr(form, "refusal", None) or ValidationError(self._errors(form))
        return form

    def _errors(self, form: Any) -> dict[str, list[str]]:
        called = {field: name for name, fields in self.fields_of.items() for field in fields}
        called[NON_FIELD_ERRORS] = api_settings.NON_FIELD_ERRORS_KEY
        errors: dict[str, list[str]] = {}
        for field, texts in form.errors.items():
            errors.setdefault(called.get(field, field), []).extend(map(str, texts))
        return {name: list(dict.fromkeys(texts)) for name, texts in errors.items()}

    def said(self, text: Any, status: int = 200) -> Response:
        return Response({"detail": str(text)}, status)


class OpenFormAPI(FormAPI):
    """For strangers: no scheme is tried, so a stale token or cookie stands in nobody's way."""

    authentication_classes = ()
    permission_classes = ()
    also_answers = {"post": [429]}


class OwnFormAPI(FormAPI):
    """For the person: no credentials with scopes, and no token that a token made."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if is_child(request.auth):
            raise ChildToken

    @property
    def is_by_session(self) -> bool:
        return isinstance(self.request.successful_authenticator, SessionAuthentication)
