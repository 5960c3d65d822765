from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Everything that ``bin/run`` adds to the site."""

    name = "demo"
