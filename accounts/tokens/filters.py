"""The filters of the list of one's tokens; a parameter that means nothing is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from rest_framework import serializers

from accounts.conf import conf
from accounts.paging import LinkPagination
from accounts.serializers import MomentField
from accounts.tokens import scopes
from accounts.tokens.models import TokenQuerySet
from accounts.validators import validate_year


class TokenFilters(serializers.Serializer[Any]):
    """The query of a list of tokens; all filters that are named hold."""

    name = serializers.CharField(
        required=False, max_length=100, help_text="Only those with these letters in their names."
    )
    scope = serializers.CharField(
        required=False,
        max_length=100,
        help_text="Only those that reach this scope. A token without scopes reaches all.",
    )
    unused_since = MomentField(
        required=False,
        validators=[validate_year],
        help_text="Only those that were not used since then; all uses are noted within 5 minutes.",
    )
    ends_before = MomentField(
        required=False, validators=[validate_year], help_text="Only those that end before then."
    )

    def validate_scope(self, scope: str) -> str:
        if scope not in scopes.known():
            raise serializers.ValidationError(scopes.unknown([scope]), "unknown_scope")
        return scope

    def narrow(self, tokens: TokenQuerySet) -> TokenQuerySet:
        """:raises ValidationError: with a text for each parameter that cannot be read."""
        self.is_valid(raise_exception=True)
        padded = Concat(Value(" "), "scope", Value(" "), output_field=TextField())
        tokens = tokens.alias(padded_scope=padded)
        for name, value in self.validated_data.items():
            tokens = tokens.filter(CONDITIONS[name](tokens, value))
        return tokens


def _named(tokens: TokenQuerySet, letters: str) -> Q:
    """Look here, at the few that a person has: SQLite knows the case of ASCII letters alone."""
    wanted, names = letters.casefold(), tokens.values_list("pk", "name")
    return Q(pk__in=[pk for pk, name in names if wanted in name.casefold()])


def _ends_before(tokens: TokenQuerySet, moment: datetime) -> Q:
    oldest = max(moment, EPOCH) - timedelta(seconds=conf.TOKEN_EXPIRE_TIME)
    return Q(expires_at__lt=moment) | Q(created__lt=oldest)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # no token is older; before year 1 there is no time
CONDITIONS = {
    "name": _named,
    "scope": lambda tokens, scope: Q(scope="") | Q(padded_scope__contains=f" {scope} "),
    "unused_since": lambda tokens, moment: Q(last_used_at=None) | Q(last_used_at__lt=moment),
    "ends_before": _ends_before,
}


class TokenPagination(LinkPagination):
    known = (*LinkPagination.known, *CONDITIONS)
