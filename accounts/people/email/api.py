"""Another address for programs; the pages have the same forms."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.form_api import LinkEnded, OwnFormAPI, SaidSerializer
from accounts.people.email import forms, mails, pages
from accounts.people.email.serializers import NewAddressSerializer
from accounts.people.registration.rules import Taken
from accounts.people.serializers import CodeSerializer
from accounts.serializers import UserSerializer
from accounts.sessions.fresh import require_fresh_session


class ChangeAddress(OwnFormAPI):
    """
    Ask for another email address.

    It counts once the code that is mailed there is confirmed. Those who have no password need
    a fresh session.
    """

    serializer_class = NewAddressSerializer

    @extend_schema(
        operation_id="accounts_api_email",
        request=NewAddressSerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        user: Any = request.user
        if not user.has_usable_password():
            require_fresh_session(request)
        form = self.valid(forms.EmailForm, self.given(), request=request._request, user=user)
        mails.change_address(request._request, user, form.cleaned_data["email"])
        return self.said(pages.EmailView.said, 202)


class ConfirmAddress(OwnFormAPI):
    """Confirm the address by the code that was mailed there."""

    serializer_class = CodeSerializer
    also_answers = {"post": [410]}

    @extend_schema(
        operation_id="accounts_api_email_confirm", request=CodeSerializer, responses=UserSerializer
    )
    def post(self, request: Request) -> Response:
        user: Any = request.user
        try:
            mails.confirm_address(user, self.given()["code"], now=timezone.now())
        except Taken as taken:
            raise LinkEnded from taken
        return Response(UserSerializer(user).data)
