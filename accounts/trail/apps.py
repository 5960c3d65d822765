from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "accounts.trail"
    label = "accounts_trail"
    verbose_name = _("Trail")

    def ready(self) -> None:
        from accounts.trail import checks, signals

        checks.connect()
        signals.connect()
