from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Asking(models.Model):
    """When a person asked questions within the last day. Written by ``limits`` only."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    #: Seconds since 1970, in order.
    times = models.JSONField(default=list)

    class Meta:
        verbose_name, verbose_name_plural = _("count of questions"), _("counts of questions")

    def __str__(self) -> str:
        return "a count of questions"
