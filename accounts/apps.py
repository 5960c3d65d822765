from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import checks, credentials, schemes, signals
        from accounts.sessions.kind import SessionKind
        from accounts.tokens.kind import TokenKind

        checks.connect()
        signals.connect()
        credentials.register(SessionKind())
        credentials.register(TokenKind())
        schemes.names()  # imports the schemes: one of the project's own registers its kind then
        if apps.is_installed("drf_spectacular"):
            from accounts.passwords import schema as _passwords  # noqa: F401
            from accounts.sessions import schema as _sessions  # noqa: F401
            from accounts.tokens import schema as _tokens  # noqa: F401
