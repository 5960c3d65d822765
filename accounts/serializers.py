from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers

from accounts import schemes
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.people.models import User

MAX_OTP = 64  # characters
MAX_STRANGE = 10  # unknown members that a refusal names


class InvalidCredentials(exceptions.APIException):
    """400, not 401: the request was wrong, and no challenge would help it."""

    status_code = 400
    default_detail = _("Unable to log in with provided credentials.")
    default_code = "invalid_credentials"


# A docstring would become the description of every serializer in the schema that has none.
#
# Refuses members that mean nothing here, each by its name. DRF ignores them. A caller who sends a
# member that is spelt wrong, or is not known yet, would believe that it holds: a token meant for
# reading could vote.
class StrictMixin:
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            refuse_unknown_members(data, self.fields)  # type: ignore[attr-defined]
        return super().to_internal_value(data)  # type: ignore[misc]


def refuse_unknown_members(data: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """:raises ValidationError: with a text for each member of ``data`` that no field reads."""
    known = [name for name, field in fields.items() if not field.read_only]
    # A form brings the token that guards it.
    strange = [name for name in data if name not in [*known, "csrfmiddlewaretoken"]][:MAX_STRANGE]
    if strange:
        text = unknown_member(known)
        raise serializers.ValidationError({name: [text] for name in strange}, "unknown_member")


def unknown_member(known: list[str]) -> str:
    """Return why a member is refused, with those that are not."""
    if not known:
        return str(_("Unknown member. This request takes none."))
    return str(_("Unknown member. Known members: %s.") % ", ".join(known))


class MomentField(serializers.DateTimeField):
    """A point in time. Without an offset nobody could tell which one is meant."""

    default_error_messages = {
        "offset": _("Give the offset, such as 2026-12-01T12:00:00Z or +01:00."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("offset")
        return super().enforce_timezone(value)


class CredentialsSerializer(serializers.Serializer[Any]):
    """A user name and a password."""

    username = serializers.CharField(max_length=MAX_USERNAME, trim_whitespace=False)
    password = serializers.CharField(
        max_length=MAX_PASSWORD, trim_whitespace=False, write_only=True
    )
    otp = serializers.CharField(
        max_length=MAX_OTP,
        required=False,
        allow_blank=True,
        write_only=True,
        help_text=_("A code of the second factor, or a recovery code, if the account has one."),
    )

    def get_fields(self) -> dict[str, Any]:
        # DRF makes each field anew, which takes five times as long; a copy can be bound as well.
        return {name: copy(field) for name, field in self._declared_fields.items()}

    def authenticate(self, request: HttpRequest) -> User:
        """
        Return whose credentials these are.

        :raises InvalidCredentials: when nobody's; unknown and wrong look the same.
        :raises OtpRequired, OtpInvalid: when they are right, and not enough.
        """
        self.is_valid(raise_exception=True)
        given = {name: self.validated_data.get(name) for name in ("username", "password", "otp")}
        user = authenticate(request, **given)
        if user is None:
            raise InvalidCredentials
        return user


class UserSerializer(serializers.ModelSerializer[User]):
    email = serializers.CharField(read_only=True)  # empty where there is none, so no EmailField

    class Meta:
        model = User
        fields = ["id", "username", "email", "time_zone"]


class MeSerializer(serializers.Serializer[Any]):
    user = UserSerializer()

    def get_fields(self) -> dict[str, Any]:
        # Read when it is used: the settings list the schemes.
        return super().get_fields() | {"scheme": serializers.ChoiceField(schemes.names())}
