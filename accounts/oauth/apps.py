from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class OAuthConfig(AppConfig):
    name = "accounts.oauth"
    label = "accounts_oauth"
    verbose_name = _("OAuth2")

    def ready(self) -> None:
        from oauth2_provider.models import get_application_model

        from accounts import credentials
        from accounts.oauth import checks, signals, validation
        from accounts.oauth.kind import ApplicationKind

        checks.connect()
        signals.connect()
        # The toolkit lets a project swap this model, but not one that has tables already. So its
        # two rules are replaced instead: full_clean() asks ours, in whichever form or command.
        model = get_application_model()
        model.clean = validation.clean
        model.get_allowed_schemes = validation.schemes_of
        credentials.register(ApplicationKind())
        if apps.is_installed("drf_spectacular"):
            from accounts.oauth import schema  # noqa: F401
