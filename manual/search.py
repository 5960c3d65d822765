"""Find the sections of the docs that have the most words of a query."""

from dataclasses import dataclass
from functools import lru_cache

from manual.markdown import parse, plain
from manual.shelves import Page, pages

LONGEST = 100  # characters of a query that are read
MOST = 20  # results
SMALL = set(
    """a an and are can do does for from how i in is it its my not of on one or the this to what
    when where which who why with without you your""".split()  # noqa: SIM905
)
ALSO = {  # what people type, and how these pages say it
    "2fa": "second factor",
    "mfa": "second factor",
    "two-factor": "second factor",
    "spa": "single-page app",
    "logout": "sign out",
    "signout": "sign out",
    "login": "sign in",
    "lifetime": "lives",
    "throttle": "too many",
    "throttling": "too many",
    "brute": "guess",
    "tv": "device code",
}
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

    def score(self, words: list[str]) -> tuple[int, int, int]:
        """Return how many of the words are here, how many in the title, and how often."""
        title, text = self.title.casefold(), self.text.casefold()
        in_title = sum(word in title for word in words)
        counts = [title.count(word) + text.count(word) for word in words]
        return sum(map(bool, counts)), in_title, sum(counts)

    def excerpt(self, words: list[str]) -> str:
        text = " ".join(self.text.split())
        folded = text.casefold()
        at = next((folded.index(word) for word in words if word in folded), 0)
        begin = text.rfind(" ", 0, max(at - AROUND, 0)) + 1
        end = text.find(" ", at + AROUND)
        cut = text[begin:] if end < 0 else f"{text[begin:end]} …"
        return f"… {cut}" if begin else cut


def search(query: str) -> list[tuple[Section, str]]:
    """Return the best sections for ``query``, each with an excerpt."""
    words = _words(query)
    scored = [(section.score(words), section) for page in _all() for section in page]
    found = sorted((pair for pair in scored if pair[0][0]), key=lambda pair: pair[0], reverse=True)
    return [(section, section.excerpt(words)) for _score, section in found[:MOST]]


def _words(query: str) -> list[str]:
    """Return the words to look for: not the small ones, unless there are no others."""
    typed = query[:LONGEST].casefold().replace("?", " ").split()
    words = [word for word in typed if word not in SMALL] or typed
    return [ALSO.get(word, word.removesuffix("s") if len(word) > 4 else word) for word in words]


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
        elif token.type in ("th_open", "td_open") and tokens[at - 3].type != "table_open":
            parts.append("·")  # between two cells
        elif token.type == "fence":
            parts.append(token.content)
    return [*sections, Section(page, anchor, heading, "\n".join(parts))]
