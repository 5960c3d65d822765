"""Registration for programs; the pages have the same forms."""

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.form_api import LinkEnded, OpenFormAPI, SaidSerializer
from accounts.people.registration import forms, mails, pages, rules
from accounts.people.registration.serializers import (
    ChoosePasswordSerializer,
    EmailOnlySerializer,
    RegisteredSerializer,
    RegisterSerializer,
)


class Register(OpenFormAPI):
    """
    Ask for an account.

    The answer is the same whether the name and the address are free or not; a mail to the address
    tells its owner, and has the link whose code confirms the account.
    """

    serializer_class = RegisterSerializer

    @extend_schema(
        operation_id="accounts_api_register",
        request=RegisterSerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        form = self.valid(forms.RegistrationForm, self.given())
        asked = {name: form.cleaned_data[name] for name in ("username", "email")}
        mails.register(request._request, **asked, now=timezone.now())
        return self.said(pages.RegisterView.said, 202)


class RegisterAgain(OpenFormAPI):
    """
    Have the mail of a registration sent again.

    The answer is the same whether there is one that waits or not.
    """

    serializer_class = EmailOnlySerializer

    @extend_schema(
        operation_id="accounts_api_register_again",
        request=EmailOnlySerializer,
        responses={202: SaidSerializer},
    )
    def post(self, request: Request) -> Response:
        form = self.valid(forms.RegisterAgainForm, self.given())
        email = form.cleaned_data["email"]
        mails.register_again(request._request, email=email, now=timezone.now())
        return self.said(pages.RegisterView.said, 202)


@method_decorator(never_cache, name="dispatch")
class RegisterConfirm(OpenFormAPI):
    """
    Choose the password, which makes the account.

    The answer has its first token, and no session begins.
    """

    serializer_class = ChoosePasswordSerializer
    fields_of = {"password": ["password1", "password2"]}
    also_answers = {"post": [410]}

    @extend_schema(
        operation_id="accounts_api_register_confirm",
        request=ChoosePasswordSerializer,
        responses={201: RegisteredSerializer},
    )
    def post(self, request: Request) -> Response:
        given = self.given()
        found = rules.find(given.pop("code"))
        if found is None:
            raise LinkEnded
        user = rules.user_of(found)
        form = self.valid(forms.ChoosePasswordForm, given, user=user)
        form.set_password_and_save(user, commit=False)
        try:
            rules.confirm(found, user, now=timezone.now())
        except rules.Taken as taken:
            raise LinkEnded from taken
        made = {"user": user, "token": user.initial_token.key}
        return Response(RegisteredSerializer(made).data, 201)
