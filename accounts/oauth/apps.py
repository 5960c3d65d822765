from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class OAuthConfig(AppConfig):
    name = "accounts.oauth"
    label = "accounts_oauth"
    verbose_name = _("OAuth2")

    def ready(self) -> None:
        from accounts import credentials
        from accounts.oauth import checks
        from accounts.oauth.kind import ApplicationKind

        checks.connect()
        credentials.register(ApplicationKind())
        if apps.is_installed("drf_spectacular"):
            from accounts.oauth import schema  # noqa: F401
