"""Passwords for programs; the pages have the same forms."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordResetConfirmView
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.credentials import CannotEnd
from accounts.form_api import LinkEnded, OpenFormAPI, OwnFormAPI, SaidSerializer
from accounts.passwords import forms, pages
from accounts.passwords.guessing import remember_browser, remember_mailbox
from accounts.passwords.links import reset_links
from accounts.passwords.validators import MAX_PASSWORD
from accounts.people.models import User
from accounts.serializers import StrictMixin
from accounts.sessions.fresh import require_fresh_session

ALSO = "Social accounts to end as well, such as `social.12`: each signs somebody in by itself."
TWICE = {"new_password": ["new_password1", "new_password2"]}


class ResetSerializer(StrictMixin, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)


class NewPasswordSerializer(StrictMixin, serializers.Serializer[Any]):
    new_password = serializers.CharField(max_length=MAX_PASSWORD, trim_whitespace=False)
    also = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, help_text=ALSO
    )


class ResetConfirmSerializer(NewPasswordSerializer):
    uid = serializers.CharField(max_length=100, help_text="The last but one part of the link.")
    token = serializers.CharField(max_length=200, help_text="The last part of the link.")


class ChangeSerializer(NewPasswordSerializer):
    old_password = serializers.CharField(
        required=False,
        max_length=MAX_PASSWORD,
        trim_whitespace=False,
        help_text="Of those who have one.",
    )


class Reset(OpenFormAPI):
    """
    Have a link mailed by which the password is set anew.

    The answer is the same whether there is an account with that address or not.
    """

    serializer_class = ResetSerializer

    @extend_schema(
        operation_id="accounts_api_password_reset",
        request=ResetSerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        form = self.valid(forms.PasswordResetForm, self.given())
        form.save(request=request._request, token_generator=reset_links)
        return self.said(pages.PasswordResetView.said, 202)


class ResetConfirm(OpenFormAPI):
    """
    Set a new password by what the link in the mail holds.

    All earlier access ends; no session begins.
    """

    serializer_class = ResetConfirmSerializer
    fields_of = TWICE
    also_answers = {"post": [410]}

    @extend_schema(
        operation_id="accounts_api_password_reset_confirm",
        request=ResetConfirmSerializer,
        responses=SaidSerializer,
    )
    def post(self, request: Request) -> Response:
        given = self.given()
        user = PasswordResetConfirmView().get_user(given.pop("uid"))
        if not reset_links.check_token(user, given.pop("token")):
            raise LinkEnded
        form = self.valid(forms.SetPasswordForm, given, user=user)
        save(form)
        response = self.said(pages.PasswordResetConfirmView.said)
        # Guessers must not keep them out now.
        remember_mailbox(response, request, User.objects.get(pk=form.user.pk))
        return response


class Change(OwnFormAPI):
    """
    Change my password.

    All that acts as me ends, the token of this request as well; a session that asks goes on.
    Those who have no password yet need a fresh session, and send no `old_password`.
    """

    serializer_class = ChangeSerializer
    fields_of = TWICE

    @extend_schema(
        operation_id="accounts_api_password_change",
        request=ChangeSerializer,
        responses=SaidSerializer,
    )
    def post(self, request: Request) -> Response:
        user: Any = request.user
        given = self.given()
        if user.has_usable_password():
            asks = {"request": request._request}
            form = self.valid(forms.PasswordChangeForm, given, user=user, **asks)
        else:
            require_fresh_session(request)
            form = self.valid(forms.SetPasswordForm, given, user=user)
        save(form)
        response = self.said(pages.PasswordChangeView.said)
        if self.is_by_session:
            update_session_auth_hash(request._request, form.user)
            remember_browser(response, request, form.user)
        return response


def save(form: Any) -> None:
    try:
        form.save()
    except CannotEnd as refusal:
        raise ValidationError({"also": [str(refusal)]}) from refusal
