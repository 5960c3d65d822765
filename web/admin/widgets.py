"""Fields that complete names as somebody types; what cannot be a key is shown as nothing chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)

from web.admin import lookups


class OnlyKeys(AutocompleteMixin):
    """Django looks up whatever was sent when it shows a refused form again: ``user=:`` is a 500."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        key = self.field.target_field
        keys = [one for one in value if not one or lookups.is_readable(key, str(one))]
        return super().optgroups(name, keys, attr)


class CompletedSelect(OnlyKeys, AutocompleteSelect):
    pass


class CompletedSelectMultiple(OnlyKeys, AutocompleteSelectMultiple):
    pass
