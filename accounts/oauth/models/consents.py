from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from oauth2_provider.settings import oauth2_settings

from accounts.oauth.models.managers import ConsentManager, places_of


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
        scopes, places = set(self.scope.split()), places_of(self.resource.split())
        if self.application_digest == setup and 1 in {len(scopes), len(places)}:
            known |= {place: known.get(place, set()) | scopes for place in places}
        return known
