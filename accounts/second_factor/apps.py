from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecondFactorConfig(AppConfig):
    name = "accounts.second_factor"
    label = "accounts_second_factor"
    verbose_name = _("Second factor")

    def ready(self) -> None:
        from accounts import credentials
        from accounts.passwords.otp import password_accepted
        from accounts.second_factor import asking, checks
        from accounts.second_factor.kind import SecondFactorKind

        checks.connect()
        credentials.register(SecondFactorKind())
        password_accepted.connect(asking.ask, dispatch_uid="accounts.second_factor.ask")
