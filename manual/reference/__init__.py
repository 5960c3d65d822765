"""Pages of the shelf "Reference" that are written by the code itself: ``manage.py makedocs``."""

from collections.abc import Callable

from manual.reference import commands, errors, scopes, settings

PAGES: dict[str, Callable[[], str]] = {
    "reference/settings": settings.page,
    "reference/errors": errors.page,
    "reference/scopes": scopes.page,
    "reference/commands": commands.page,
}
