from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The settings and the map of the site; an app so that its checks run."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401  registers them
