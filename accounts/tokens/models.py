from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.clocks import CLOCK_SKEW
from accounts.conf import conf
from accounts.digests import digest
from accounts.ends import take_turn
from accounts.events import get_logger
from accounts.inserts import InsertsCompiled
from accounts.statements import Slot, Statement, updating
from accounts.tokens import expiry, keys
from accounts.validators import validate_year

logger = get_logger(__name__)

DAY = timedelta(days=1)

#: When a token with an idle limit ends unless it is used; NULL for others.
IDLE_AT = models.ExpressionWrapper(
    Coalesce("last_used_at", "created")
    + models.ExpressionWrapper(models.F("idle_days") * DAY, models.DurationField()),
    models.DateTimeField(),
)


def bounds_of_live(now: datetime) -> dict[str, datetime]:
    """Return ``now``, and the times between which a live token was made."""
    oldest = now - timedelta(seconds=conf.TOKEN_EXPIRE_TIME)
    return {"now": now, "oldest": oldest, "newest": now + CLOCK_SKEW}


class TokenQuerySet(models.QuerySet["Token"]):
    def live(self, *, now: datetime) -> TokenQuerySet:
        """Keep what ``expiry`` and ``clocks.is_from_future`` let pass."""
        return self.live_between(**bounds_of_live(now))

    def live_between(self, *, now: Any, oldest: Any, newest: Any) -> TokenQuerySet:
        """Do what ``live`` does, by ``bounds_of_live``: three times, or expressions for them."""
        return self.alias(idle_at=IDLE_AT).filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(idle_days=None) | Q(idle_at__gt=now),
            created__gt=oldest,
            created__lte=newest,
            revoked_at=None,
        )

    def dead(self, *, now: datetime) -> TokenQuerySet:
        """Keep expired and revoked ones: no request can use them again, whatever the clocks."""
        oldest = now - timedelta(seconds=conf.TOKEN_EXPIRE_TIME)
        return self.alias(idle_at=IDLE_AT).filter(
            Q(expires_at__lte=now)
            | Q(created__lte=oldest)
            | Q(revoked_at__isnull=False)
            | Q(idle_at__lte=now)
        )


class Token(InsertsCompiled):
    """
    One key of one user; the key itself is not kept.

    ``Token.objects.create(user=user).key`` is the key, on that instance only.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100, blank=True)
    #: Space-separated, as in RFC 6749 §3.3. Empty: nothing bounds the token.
    scope = models.TextField(_("scopes"), blank=True, default="", db_default="", editable=False)
    #: The token that made this one, which ends with it.
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, editable=False, related_name="children"
    )
    #: The ``session_key`` of the session that made this one: whoever ends that ends both.
    made_in = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    #: As ``networks.read`` returns them. None: from anywhere.
    networks = models.JSONField(_("allowed networks"), null=True, editable=False)
    #: The days after which it ends when unused. None: any number.
    idle_days = models.IntegerField(
        _("end it when unused for"),
        help_text=_("Days, from 1 to 365. Without a number, it may rest until it ends."),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    #: Of the key before this one, which is accepted until ``old_key_ends_at``; NULL: no longer.
    old_digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    old_key_ends_at = models.DateTimeField(_("old key ends at"), null=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=keys.HINT_LENGTH, editable=False)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    #: An earlier end than TOKEN_EXPIRE_TIME gives; ``ends_at`` tells the one that holds.
    expires_at = models.DateTimeField(
        _("expires at"), null=True, blank=True, validators=[validate_year]
    )
    #: Written at most every five minutes, like the address that the use came from.
    last_used_at = models.DateTimeField(_("last used at"), null=True, editable=False)
    last_used_from = models.GenericIPAddressField(
        _("last used from"), null=True, blank=True, editable=False
    )
    #: When its owner was told that it ends soon.
    reminded_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    #: Set on the instance that ``save()`` or ``new_key()`` made, else None.
    key: str | None = None
    #: Set on the instance that a request with the old key found.
    is_by_old_key = False

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("token"), _("tokens")
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["created"], name="accounts_token_created")]

    def __str__(self) -> str:
        return f"{self.hint}…"

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = not self.digest
        if is_new:
            self.name = " ".join(self.name.split())  # one line: a mail has it among its own
            self.new_key()
        super().save(*args, **kwargs)
        if is_new:
            logger.info("token issued", user=self.user, scheme="token", hint=self.hint)

    def new_key(self) -> None:
        self.key = keys.make_key()
        self.digest = digest(self.key)
        self.hint = self.key[: keys.HINT_LENGTH]

    def clean(self) -> None:
        """:raises ValidationError: when the user has no room for one more token."""
        from accounts.tokens import issuing

        if self._state.adding and self.user_id:
            try:
                issuing.require_room(self.user, now=timezone.now())
            except issuing.TooManyTokens as refusal:
                raise ValidationError(str(refusal), code="too_many_tokens") from refusal

    @property
    def ends_at(self) -> datetime:
        return expiry.ends_at(self)

    @transaction.atomic(savepoint=False)
    def revoke(self, *, now: datetime) -> None:
        """End this token, and every token that was made with it."""
        take_turn(self.user_id)
        self.revoke_in_turn(now=now)

    def revoke_in_turn(self, *, now: datetime) -> None:
        """Do what ``revoke`` does, where ``ends.take_turn`` or ``ends.lock`` came before."""
        _REVOKED.update(pk=self.pk, now=now)
        self.revoked_at = now
        logger.info("token revoked", user=self.user, scheme="token", hint=self.hint)
        while child := _CHILD.first(parent=self.pk):
            child.revoke_in_turn(now=now)


def _revoked() -> models.QuerySet[Token]:
    rows = Token.objects.filter(pk=Slot("pk", models.BigIntegerField()))
    return updating(rows, revoked_at=Slot("now", models.DateTimeField()))


def _child() -> models.QuerySet[Token]:
    live = Token.objects.filter(parent_id=Slot("parent", models.BigIntegerField()), revoked_at=None)
    return live.select_related("user")[:1]


_REVOKED = Statement(_revoked)
_CHILD = Statement(_child)
