import gc

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The settings and the map of the site; an app so that its checks run."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401  registers them

        # All that is imported stays, so that nobody has to look through it again. This app is the
        # last; manage.py has switched the collector off until here.
        gc.freeze()
        gc.enable()
