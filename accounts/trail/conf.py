"""The settings of ``accounts.trail``, each with its default. They are read when they are used."""

from django.conf import settings


class Conf:
    @property
    def TRAIL_DAYS(self) -> int:
        """The days for which entries are kept, > 0; ``prune_trail`` deletes the older ones."""
        days: int = getattr(settings, "TRAIL_DAYS", 400)
        return days


conf = Conf()
