from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuthenticatorApp(models.Model):
    """The app that shows a person's codes (RFC 6238). A row is made once a code proved it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="authenticator_app"
    )
    #: Encrypted for this person: see ``totp.seal``.
    secret = models.CharField(max_length=255, editable=False)
    #: The time step of the newest code that was taken: it and older ones are refused.
    last_step = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("authenticator app"), _("authenticator apps")

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code for whoever lost their device. It works once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("recovery code"), _("recovery codes")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"], name="accounts_second_factor_code_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class Passkey(models.Model):
    """A key pair in a person's device, which signs them in by itself (WebAuthn Level 3)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    name = models.CharField(_("name"), max_length=100)
    #: base64url; at most 1023 bytes (WebAuthn §5.1).
    credential_id = models.CharField(max_length=1364, unique=True, editable=False)
    public_key = models.BinaryField(editable=False)
    #: Of the device's own count; 0 for keys that several devices share.
    sign_count = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("passkey"), _("passkeys")

    def __str__(self) -> str:
        return self.name


class SpentChallenge(models.Model):
    """A question that a passkey answered: see ``challenges``. It is deleted in minutes."""

    digest = models.CharField(max_length=64, primary_key=True, editable=False)
    spent_at = models.DateTimeField(db_index=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("spent challenge"), _("spent challenges")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:8]
