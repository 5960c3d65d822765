"""Which pages there are, and in which order: ``docs/README.md`` is the list."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Page:
    #: Without its suffix: ``choose/tokens``.
    name: str
    title: str
    about: str
    shelf: str

    @property
    def path(self) -> Path:
        return folder() / f"{self.name}.md"


CONTENTS = Page("README", "Documentation", "", "")


def folder() -> Path:
    return settings.BASE_DIR / "docs"


def pages() -> dict[str, Page]:
    """Return every page by its name, in reading order."""
    return {page.name: page for page in _read(CONTENTS.path.read_text(encoding="utf-8"))}


def shelves() -> dict[str, list[Page]]:
    shelves: dict[str, list[Page]] = {}
    for page in pages().values():
        shelves.setdefault(page.shelf, []).append(page)
    return shelves


def neighbours(name: str) -> tuple[Page | None, Page | None]:
    """Return the page before ``name`` and the page after it."""
    order = list(pages().values())
    at = [page.name for page in order].index(name)
    return (order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None)


@lru_cache(maxsize=2)
def _read(contents: str) -> list[Page]:
    """Read lines such as ``- [Tokens](choose/tokens.md): scripts``, each under its ``## Shelf``."""
    found, shelf = [], ""
    for line in contents.splitlines():
        if line.startswith("## "):
            shelf = line.removeprefix("## ")
        elif line.startswith("- ["):
            title, _, rest = line.removeprefix("- [").partition("](")
            name, _, about = rest.partition(".md): ")
            found.append(Page(name, title, about, shelf))
    return found
