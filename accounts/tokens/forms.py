from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.conf import conf
from accounts.ends import AccessEnded
from accounts.tokens import issuing, networks, rotating, scopes
from accounts.tokens.models import Token

if TYPE_CHECKING:
    from accounts.people.models import User


class TokenForm(forms.ModelForm):
    """A person asks for a token; times are in their own zone."""

    scopes = forms.MultipleChoiceField(
        label=_("Limit it to"),
        help_text=_("Without a choice, the token can do everything that you can."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(conf.TOKEN_SCOPES.items()),
    )

    networks = forms.CharField(
        label=_("Accept it only from"),
        help_text=_(
            "Addresses or networks such as 203.0.113.0/24, with spaces between them. Without any, "
            "the token is accepted from everywhere."
        ),
        required=False,
        max_length=(networks.MAX_LENGTH + 2) * networks.MAX_NETWORKS,
    )

    class Meta:
        model = Token
        fields = ["name", "expires_at", "idle_days"]
        widgets = {"expires_at": forms.DateTimeInput({"type": "datetime-local"})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.user = user
        self.fields["name"].required = True

    def clean_expires_at(self) -> datetime | None:
        expires_at: datetime | None = self.cleaned_data["expires_at"]
        if expires_at and expires_at <= timezone.now():
            raise ValidationError(_("Choose a time in the future."), code="past")
        return expires_at

    def clean_networks(self) -> list[str] | None:
        return networks.read(self.cleaned_data["networks"].replace(",", " ").split())

    def create(self, *, made_in: str = "") -> str | None:
        """Return the key of a new token; None, with the reason in ``errors``, if it is refused."""
        try:
            token = issuing.issue(
                self.instance.user,
                now=timezone.now(),
                name=self.cleaned_data["name"],
                expires_at=self.cleaned_data["expires_at"],
                scope=scopes.join(self.cleaned_data["scopes"]),
                networks=self.cleaned_data["networks"],
                idle_days=self.cleaned_data["idle_days"],
                made_in=made_in,
            )
        except (issuing.TooManyTokens, AccessEnded) as refusal:
            self.add_error(None, str(refusal))
            return None
        return token.key


class RotateForm(forms.Form):
    """A person gives ``token`` a new key."""

    overlap = forms.TypedChoiceField(
        label=_("The old key works"),
        choices=[
            (0, _("no longer")),
            (3600, _("for another hour")),
            (24 * 3600, _("for another day")),
            (7 * 24 * 3600, _("for another week")),
        ],
        coerce=int,
    )
    renew = forms.ChoiceField(
        label=_("The token lasts"),
        choices=[("no", _("as long as before")), ("yes", _("as long as a new token"))],
    )

    def __init__(self, *args: Any, token: Token, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.token = token
        if token.parent_id:
            del self.fields["renew"]  # it ends with the token that made it

    @transaction.atomic
    def rotate(self, *, made_in: str) -> Token:
        """:raises AccessEnded: see ``rotating.rotate``."""
        now, overlap = timezone.now(), timedelta(seconds=self.cleaned_data["overlap"])
        token = rotating.rotate(self.token, now=now, overlap=overlap, made_in=made_in)
        if self.cleaned_data.get("renew") == "yes":
            rotating.renew(token, now=now)
        return token
