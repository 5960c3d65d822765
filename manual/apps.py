from django.apps import AppConfig


class ManualConfig(AppConfig):
    """The front page, and the pages of ``docs/`` in the style of the site."""

    name = "manual"
