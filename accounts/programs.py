"""
Pages whose forms take JSON as well.

A program that posts JSON to a page, or asks for JSON, gets the rules, the limits and the
silence about who exists that people get, and an answer that it can read:

    POST /accounts/password/reset/  {"email": "alice@example.com"}
    202 {"detail": "If there is an account with that address, …"}

As on the page, the CSRF token is needed, and the session where the page needs one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from accounts.negotiation import prefers_json
from accounts.serializers import unknown_member

MAX_STRANGE = 10  # unknown members that a refusal names


class TakesJSON:
    """A mixin before Django's ``FormView``, and before ``LoginRequiredMixin``."""

    request: HttpRequest
    #: The answer to a program whose form was valid, and its status.
    said: Any = ""
    said_status = 200
    #: Members that are no fields of the form, and mean something all the same.
    other_members: tuple[str, ...] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if prefers_json(request):
            return _door(request, page=self)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # FormView

    def handle_no_permission(self) -> Any:
        """A program is not sent to the sign-in page."""
        if prefers_json(self.request):
            return refuse(self.request, PermissionDenied(NOT_SIGNED_IN, "not_authenticated"))
        return super().handle_no_permission()  # type: ignore[misc]  # LoginRequiredMixin

    def told(self, form: Any) -> dict[str, Any]:
        return {"detail": str(self.said)}


NOT_SIGNED_IN = "Authentication credentials were not provided."


class AsOnThePage(BaseAuthentication):
    """The person whom the session names; the page has checked session and CSRF token."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        user = request._request.user
        return (user, None) if user.is_authenticated else None


class Door(APIView):
    """How a program sends the form of ``page``."""

    authentication_classes = (AsOnThePage,)
    permission_classes = ()
    schema = None

    def post(self, request: Request, page: Any) -> Response:
        known = [*page.get_form_class().base_fields, *page.other_members]
        page.request.POST = as_form(request.data, known=known)
        form = page.get_form()
        if not form.is_valid():
            raise getattr(form, "refusal", None) or ValidationError(errors_of(form))
        done = page.form_valid(form)
        response = Response(page.told(form), page.said_status)
        response.cookies = done.cookies
        return response


_door = Door.as_view()


def refuse(request: HttpRequest, refusal: Exception) -> HttpResponseBase:
    """Answer ``refusal`` as the API does."""

    class Refusing(Door):
        def post(self, request: Request, page: Any = None) -> Response:
            raise refusal

        get = post

    return Refusing.as_view()(request)


def errors_of(form: Any) -> dict[str, list[str]]:
    """Return what is wrong with ``form``, in the shape of DRF's field errors."""
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    if NON_FIELD_ERRORS in errors:
        errors[api_settings.NON_FIELD_ERRORS_KEY] = errors.pop(NON_FIELD_ERRORS)
    return errors


def as_form(data: Any, *, known: list[str]) -> QueryDict:
    """
    Return ``data``, a parsed body, as a form; texts, flags and lists of texts have a form.

    :raises ValidationError: with a text for each member that has none, or is not ``known``.
    """
    if not isinstance(data, Mapping):
        raise ValidationError({"detail": [_("Send a JSON object.")]})
    # A form brings the token that guards it.
    names = [name for name in data if name != "csrfmiddlewaretoken"]
    text = unknown_member(known)
    errors = {name: [text] for name in names if name not in known}
    form = QueryDict(mutable=True)
    for name in set(names) - errors.keys():
        values = data.getlist(name) if isinstance(data, QueryDict) else _texts(data[name])
        if values is None:
            errors[name] = [_("Not a valid string.")]
        else:
            form.setlist(name, values)
    if errors:
        raise ValidationError(dict(list(errors.items())[:MAX_STRANGE]))
    return form


def _texts(value: Any) -> list[str] | None:
    if isinstance(value, bool):
        return ["on"] if value else []
    values = [value] if isinstance(value, str) else value
    is_list = isinstance(values, list) and all(isinstance(text, str) for text in values)
    return values if is_list else None
