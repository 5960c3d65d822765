from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import credentials, timezones, tokens
from accounts.validators import validate_year

logger = structlog.get_logger(__name__)


class User(AbstractUser):
    """The person. A new one gets a first token: see ``signals.issue_initial_token``."""

    email = models.EmailField(_("email address"), blank=True)
    email_verified_at = models.DateTimeField(_("email verified at"), null=True, editable=False)
    time_zone = models.CharField(
        _("time zone"), max_length=63, default="UTC", choices=timezones.choices
    )

    #: The token made with this instance; its ``key`` can be read here and nowhere else.
    initial_token: Token

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="accounts_user_email_unique",
                violation_error_message=_("A user with that email address already exists."),
            ),
            # "Alice" beside "alice" only ever serves to be mistaken for her.
            models.UniqueConstraint(
                Lower("username"),
                name="accounts_user_username_unique",
                violation_error_message=_("A user with that username already exists."),
            ),
        ]

    def save(self, *args, **kwargs) -> None:
        """Save; a new password or a deactivation ends all access that stood before."""
        # Django keeps the raw password here until it is saved, and clears it
        # where a sign-in merely upgrades the hash.
        changed_password = self._password is not None
        ends_access = not self._state.adding and (changed_password or not self.is_active)
        with transaction.atomic():
            super().save(*args, **kwargs)
            if ends_access:
                credentials.end_access(self, now=timezone.now())


class Registration(models.Model):
    """
    Somebody who asked for an account and has not yet followed the link in the mail.

    No user exists until then: an address that nobody confirmed owns nothing.
    """

    LIFETIME = timedelta(days=3)

    username = models.CharField(max_length=150)
    email = models.EmailField()
    password = models.CharField(max_length=128)  # a hash, as in User
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("registration"), _("registrations")

    def __str__(self) -> str:
        return self.username


class TokenQuerySet(models.QuerySet["Token"]):
    def live(self, *, now: datetime) -> TokenQuerySet:
        """What ``tokens.is_expired`` and ``tokens.is_from_future`` let pass, as a query."""
        oldest = now - timedelta(seconds=settings.TOKEN_EXPIRE_TIME)
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            created__gt=oldest,
            created__lte=now + tokens.CLOCK_SKEW,
            revoked_at=None,
        )

    def dead(self, *, now: datetime) -> TokenQuerySet:
        """Expired or revoked: what no request can use again, whatever the clocks."""
        oldest = now - timedelta(seconds=settings.TOKEN_EXPIRE_TIME)
        return self.filter(
            Q(expires_at__lte=now) | Q(created__lte=oldest) | Q(revoked_at__isnull=False)
        )


class Token(models.Model):
    """
    One key of one user; the key itself is not kept.

    ``Token.objects.create(user=user).key`` is the key, on that instance only.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=tokens.HINT_LENGTH, editable=False)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(
        _("expires at"), null=True, blank=True, validators=[validate_year]
    )
    last_used_at = models.DateTimeField(_("last used at"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    #: Set on the instance that ``save()`` made, else None.
    key: str | None = None

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("token"), _("tokens")
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["created"], name="accounts_token_created")]

    def __str__(self) -> str:
        return f"{self.hint}…"

    def save(self, *args, **kwargs) -> None:
        if not self.digest:
            self.key = tokens.make_key()
            self.digest = tokens.digest(self.key)
            self.hint = self.key[: tokens.HINT_LENGTH]
            logger.info(
                "token issued", user=self.user.get_username(), scheme="token", hint=self.hint
            )
        super().save(*args, **kwargs)

    @property
    def ends_at(self) -> datetime:
        return tokens.expires_at(self)


class SessionManager(BaseSessionManager):
    def live(self, *, now: datetime) -> models.QuerySet[Session]:
        return self.filter(expire_date__gt=now).order_by("-last_used_at")


class Session(AbstractBaseSession):
    """
    Django's session row, and whose it is, so that a person can see and end it.

    ``session_key`` is a digest of the cookie: see ``sessions.SessionStore``.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)

    objects = SessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @property
    def browser(self) -> str:
        from accounts.sessions import browser_name

        return browser_name(self.user_agent)

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore
