from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.tokens.models import Token


class IssuedTokenSerializer(serializers.Serializer):
    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class TokenSerializer(serializers.ModelSerializer):
    """``expires_at`` in: an own, earlier end. Out: when the token ends, whatever ends it."""

    class Meta:
        model = Token
        fields = ["id", "name", "hint", "created", "expires_at", "last_used_at"]
        extra_kwargs = {"name": {"required": True, "allow_blank": False}}

    def validate_expires_at(self, expires_at):
        if expires_at and expires_at <= timezone.now():
            raise serializers.ValidationError(_("Choose a time in the future."), "past")
        return expires_at

    def to_representation(self, token):
        return super().to_representation(token) | {
            "expires_at": self.fields["expires_at"].to_representation(token.ends_at)
        }


class NewTokenSerializer(TokenSerializer):
    key = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "key"]
