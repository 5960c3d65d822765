"""Find the sections of the docs that have all words of a query."""

from dataclasses import dataclass
from functools import lru_cache

from manual.markdown import parse, plain
from manual.shelves import Page, pages

LONGEST = 100  # characters of a query that are read
MOST = 20  # results
AROUND = 90  # characters of an excerpt on each side of the first word


@dataclass(frozen=True)
class Section:
    page: Page
    anchor: str
    heading: str
    text: str

    @property
    def title(self) -> str:
        return f"{self.page.title}: {self.heading}" if self.heading else self.page.title

    def score(self, words: list[str]) -> int:
        """Return 0 unless every word is here; a word in the title weighs as much as ten."""
        title, text = self.title.casefold(), self.text.casefold()
        counts = [10 * title.count(word) + text.count(word) for word in words]
        return sum(counts) if all(counts) else 0

    def excerpt(self, words: list[str]) -> str:
        at = max(self.text.casefold().find(words[0]), 0)
        begin, end = max(at - AROUND, 0), at + AROUND
        cut = self.text[begin:end].replace("\n", " ").strip()
        return f"{'… ' if begin else ''}{cut}{' …' if end < len(self.text) else ''}"


def search(query: str) -> list[tuple[Section, str]]:
    """Return the best sections for ``query``, each with an excerpt."""
    words = query[:LONGEST].casefold().split()
    if not words:
        return []
    scored = [(section.score(words), section) for page in _all() for section in page]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [(section, section.excerpt(words)) for _score, section in found[:MOST]]


def _all() -> list[list[Section]]:
    return [_sections(page, page.path.read_text(encoding="utf-8")) for page in pages().values()]


@lru_cache(maxsize=128)
def _sections(page: Page, text: str) -> list[Section]:
    tokens = parse(text)
    sections, anchor, heading, parts = [], "", "", list[str]()
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag != "h1":
            sections.append(Section(page, anchor, heading, "\n".join(parts)))
            anchor, heading, parts = str(token.attrGet("id")), plain(tokens[at + 1]), []
        elif token.type == "inline" and tokens[at - 1].type != "heading_open":
            parts.append(plain(token))
        elif token.type == "fence":
            parts.append(token.content)
    return [*sections, Section(page, anchor, heading, "\n".join(parts))]
