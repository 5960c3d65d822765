from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.serializers import CredentialsSerializer, MomentField, StrictMixin
from accounts.tokens import networks, scopes
from accounts.tokens.models import Token
from accounts.tokens.rotating import MAX_OVERLAP
from accounts.validators import validate_year

MAX_SCOPES = 100  # that one request names


class BoundsField(serializers.ListField):
    """
    What bounds a token: a list of words.

    Left out or null: nothing bounds it. An empty list is refused, because it could be
    meant as either end.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, allow_empty=False, **kwargs)


class ScopesField(BoundsField):
    """``["polls:read", "polls:vote"]``, kept as ``Token.scope``."""

    default_error_messages = {
        "empty": _("Name at least one scope, or leave scopes out for a token without bounds."),
    }
    child = serializers.CharField(max_length=100)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        return (True, "") if data is None else super().validate_empty_values(data)

    def to_internal_value(self, data: Any) -> str:  # type: ignore[override]
        known = scopes.known()
        if isinstance(data, list) and len(data) > MAX_SCOPES:
            self.fail("max_length", max_length=MAX_SCOPES)
        named = super().to_internal_value(data)
        if unknown := [scope for scope in dict.fromkeys(named) if scope not in known]:
            raise serializers.ValidationError(scopes.unknown(unknown), "unknown_scope")
        return scopes.join(named)

    def to_representation(self, scope: str) -> list[str] | None:  # type: ignore[override]
        return scopes.split(scope)


class NetworksField(BoundsField):
    """``["203.0.113.0/24", "2001:db8::/32"]``, as ``Token.networks`` keeps it."""

    default_error_messages = {
        "empty": _("Name at least one network, or leave networks out for a token without bounds."),
    }
    child = serializers.CharField(max_length=networks.MAX_LENGTH)

    def to_internal_value(self, data: Any) -> list[str] | None:  # type: ignore[override]
        if isinstance(data, list) and len(data) > networks.MAX_NETWORKS:
            self.fail("max_length", max_length=networks.MAX_NETWORKS)
        return networks.read(super().to_internal_value(data))


class EndField(MomentField):
    """When a token ends: a time to come; null: as late as possible."""

    def __init__(self, **kwargs: Any) -> None:
        validators = [validate_year, validate_future]
        super().__init__(required=False, allow_null=True, validators=validators, **kwargs)


def validate_future(moment: datetime) -> None:
    if moment <= timezone.now():
        raise serializers.ValidationError(_("Choose a time in the future."), "past")


class GetAuthTokenSerializer(StrictMixin, CredentialsSerializer):
    scopes = ScopesField()


class IssuedTokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class TokenSerializer(StrictMixin, serializers.ModelSerializer[Token]):
    """
    ``expires_at`` is when the token ends. A caller may ask for an earlier end than
    the longest; the answer tells the end that holds.
    """

    scopes = ScopesField(source="scope")
    networks = NetworksField()
    expires_at = EndField()

    class Meta:
        model = Token
        fields = [
            *("id", "name", "hint", "scopes", "networks", "idle_days", "created"),
            *("expires_at", "last_used_at", "last_used_from", "old_key_ends_at"),
        ]
        read_only_fields = ["last_used_from", "old_key_ends_at"]
        extra_kwargs = {"name": {"required": True, "allow_blank": False}}

    def to_representation(self, token: Token) -> dict[str, Any]:
        return super().to_representation(token) | {
            "expires_at": self.fields["expires_at"].to_representation(token.ends_at)
        }


class TokenWithKeySerializer(TokenSerializer):
    key = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]


class RotateSerializer(StrictMixin, serializers.Serializer[Any]):
    """
    ``overlap`` is how many seconds the old key is still accepted, 0 to 7 days.

    Without ``expires_at``, the end stays as it is. With it, the token lasts from now like a
    new one, until then or, with null, as long as possible.
    """

    overlap = serializers.IntegerField(
        min_value=0, max_value=int(MAX_OVERLAP.total_seconds()), default=0
    )
    expires_at = EndField()
