"""The names to sign in with, for pages that tell them while the demo runs."""

from django import template
from django.conf import settings
from django.contrib.auth import get_user_model

from demo.data import PEOPLE

register = template.Library()


@register.simple_tag
def demo_people() -> list[str]:
    """Return the user names of the demo, each its own password; none without the demo."""
    if not settings.DEBUG:
        return []
    known = get_user_model().objects.filter(username__in=PEOPLE)
    return list(known.order_by("-is_staff", "username").values_list("username", flat=True))
