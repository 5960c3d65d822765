"""The rules for a new password, for pages that show which of them are met."""

from django import template
from django.contrib.auth.password_validation import get_default_password_validators

register = template.Library()


@register.simple_tag
def password_rules() -> list[dict[str, object]]:
    """Return the name, the text and the least length, if there is one, of each rule."""
    return [
        {
            "name": type(rule).__name__,
            "text": rule.get_help_text(),
            "least": getattr(rule, "min_length", ""),
        }
        for rule in get_default_password_validators()
    ]
