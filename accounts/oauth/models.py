from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from oauth2_provider.settings import oauth2_settings

from accounts.digests import digest
from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.device.models import DeviceDetails  # noqa: F401  # Django looks here
from accounts.oauth.dpop import models as _dpop  # noqa: F401  # and here
from accounts.oauth.pushed import models as _pushed  # noqa: F401

if TYPE_CHECKING:
    from oauth2_provider.models import Application

    from accounts.models import User


MOST_REMEMBERED = 50  # resources of one consent, of up to 2000 characters each
#: In a consent: it was given without a resource, which is for this site. No URI is so short.
HERE = "."


class ConsentManager(models.Manager["Consent"]):
    @transaction.atomic
    def remember(
        self,
        *,
        user: User,
        application: Application,
        scopes: Iterable[str],
        resources: Iterable[str],
        now: datetime,
    ) -> None:
        """
        Note that ``user`` allows ``scopes`` to ``application`` as it is.

        :param resources: the addresses (RFC 8707) that it was for. More scopes for one of them
            add up. Of more than ``MOST_REMEMBERED`` the latest request's are kept, and the page
            asks for others again.
        """
        setup = state_of(application)
        consent, _is_new = self.select_for_update().get_or_create(
            {"given_at": now}, user=user, application=application
        )
        places, before = _places(resources), consent.allowed_to(setup)
        allowed = before | {place: before.get(place, set()) | set(scopes) for place in places}
        if len(allowed) > MOST_REMEMBERED:
            allowed = {place: allowed[place] for place in places}
        consent.allowed = {setup: {place: _listed(allowed[place]) for place in sorted(allowed)}}
        consent.scope = _listed(set().union(*allowed.values()))
        consent.resource = _listed(allowed)
        consent.application_digest = setup
        consent.registered_for = registration_of(application)
        consent.given_at = now
        consent.save()

    def covers(
        self,
        *,
        user: User,
        application: Application,
        scopes: Iterable[str],
        resources: Iterable[str],
    ) -> bool:
        """Tell whether ``user`` let ``application``, as it is now, do this for each of these."""
        consent = self.filter(user=user, application=application).first()
        if consent is None:
            return False
        wanted, allowed = set(scopes), consent.allowed_to(state_of(application))
        return all(place in allowed and wanted <= allowed[place] for place in _places(resources))

    def stands(self, *, user: User, application: Application) -> bool:
        """Tell whether ``application`` may refresh what ``user`` allowed: it has the same grant."""
        consent = self.filter(user=user, application=application).first()
        return consent is None or consent.registered_for in {"", registration_of(application)}


def _places(resources: Iterable[str]) -> set[str]:
    return set(resources) or {HERE}


def _listed(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


class Consent(models.Model):
    """
    A person's permission for an application, and how the application was set up then.

    An application that has another address, secret, type or grant by now is not the one
    that was allowed: somebody else may receive the code. So the setup is compared when the
    consent is used, whichever way it was changed: in the admin, by a command, in a shell.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    application = models.ForeignKey(
        oauth2_settings.APPLICATION_MODEL,
        models.CASCADE,
        related_name="consents",
        swappable=False,  # the toolkit's setting for it has a default, which migrations miss
    )
    #: The scopes between blanks, by the place that they were allowed for, by ``state_of``.
    allowed = models.JSONField(default=dict, db_default={})
    #: All scopes and all places of ``allowed``, for nodes of an earlier version: they read and
    #: write these columns alone. Without a place, a row is older than them, and is for ``HERE``.
    scope = models.TextField()
    resource = models.TextField(default="", db_default="")
    application_digest = models.CharField(max_length=64)
    #: See ``registration_of``; empty in rows that are older than the column.
    registered_for = models.CharField(max_length=100, default="", db_default="")
    given_at = models.DateTimeField()

    objects = ConsentManager()

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "application"],
                name="accounts_oauth_one_consent_a_user_and_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.application}"

    def allowed_to(self, setup: str) -> dict[str, set[str]]:
        """
        Return the scopes that an application of this setup was allowed, by place.

        Older rows, and what a node of an earlier version adds, do not say which scopes were
        allowed for which places. With one scope or one place they do; with several of both,
        nobody knows, and the person is asked again.
        """
        found = self.allowed.get(setup, {})
        known = {place: set(listed.split()) for place, listed in found.items()}
        scopes, places = set(self.scope.split()), _places(self.resource.split())
        if self.application_digest == setup and 1 in {len(scopes), len(places)}:
            known |= {place: known.get(place, set()) | scopes for place in places}
        return known


def registration_of(application: Application) -> str:
    """Return its grant and type. Another address or secret ends no tokens, and these do."""
    return f"{application.authorization_grant_type} {application.client_type}"


def state_of(application: Application) -> str:
    """Return a digest of all that decides who receives what people allow ``application``."""
    keys = ClientKeys.objects.filter(application=application).values_list("jwks", flat=True)
    return digest(
        json.dumps(
            [
                sorted(set(application.redirect_uris.split())),
                application.authorization_grant_type,
                application.client_type,
                application.client_secret,
                *keys,
            ]
        )
    )


class RefreshScope(models.Model):
    """
    The scope of a refresh token whose access token was asked to have less.

    A narrower access token leaves the refresh token as it is (RFC 6749 §6). The
    toolkit keeps a scope with access tokens alone.
    """

    refresh_token = models.OneToOneField(
        oauth2_settings.REFRESH_TOKEN_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="kept",
        swappable=False,
    )
    scope = models.TextField()

    def __str__(self) -> str:
        return self.scope


class MadeIn(models.Model):
    """
    The session in which a person let a family of tokens be made: whoever ends it ends them.

    ``manage.py prune`` deletes the rows of sessions that are gone.
    """

    family = models.UUIDField(primary_key=True)
    session_key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return str(self.family)


class ResourceServer(models.Model):
    """An application that is an API: it may introspect the tokens of all other ones."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="resource_server",
        swappable=False,
    )

    def __str__(self) -> str:
        return str(self.application)


class Registration(models.Model):
    """An application that registered itself, and the digest of the token that changes it."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="registration",
        swappable=False,
    )
    token_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.application)


class OptionalPKCE(models.Model):
    """A confidential application that may sign people in by OpenID Connect without PKCE."""

    application = models.OneToOneField(
        oauth2_settings.APPLICATION_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="optional_pkce",
        swappable=False,
    )

    def __str__(self) -> str:
        return str(self.application)
