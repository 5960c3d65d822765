from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.social import compat

compat.restore_names()


class SocialConfig(AppConfig):
    name = "accounts.social"
    label = "accounts_social"
    verbose_name = _("Social sign-in")

    def ready(self) -> None:
        from accounts import credentials
        from accounts.social.kind import SocialKind

        credentials.register(SocialKind())
