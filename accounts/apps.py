from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.oauth import compat

compat.restore_names()


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from accounts import checks, signals
        from accounts import schema as schemes  # noqa: F401
        from accounts.oauth import schema  # noqa: F401

        checks.connect()
        signals.connect()
