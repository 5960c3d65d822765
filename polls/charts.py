"""Pictures of results, as plain functions from ``results.results`` to SVG."""

import base64
import hashlib
import re
import unicodedata
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WIDTH = 720
MARGIN = 32
BAR = 14  # its height
ROW = 56  # a choice: its text above its bar
TITLE_LINE = 32
STEPS_HEIGHT = 64

_STYLE = """
text { font: 16px system-ui, sans-serif; fill: #14251f }
.title { font-size: 24px; font-weight: 650 }
.quiet { fill: #4a5a53; font-size: 14px }
.end { text-anchor: end }
.paper { fill: #fff }
.rail { fill: #e7ebe2 }
.bar { fill: #0b5f48 }
@media (prefers-color-scheme: dark) {
  text { fill: #e7eee9 }
  .quiet { fill: #a9b8b0 }
  .paper { fill: #16211d }
  .rail { fill: #1e2b26 }
  .bar { fill: #67d3ac }
}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

#: The picture opened by itself may use its own style, and nothing else.
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def results_svg(results: dict[str, Any]) -> str:
    """Draw the results: a bar for each choice, and below them the votes over time."""
    parts = []
    y = MARGIN + 20
    for line in _lines(results["question_text"]):
        parts.append(_text(MARGIN, y, line, "title"))
        y += TITLE_LINE
    total = ngettext("%(votes)s vote", "%(votes)s votes", results["total"]) % {
        "votes": f"{results['total']:,}"
    }
    parts.append(_text(MARGIN, y - 4, total, "quiet"))
    y += 36
    for choice in results["choices"]:
        parts.append(_choice(y, choice))
        y += ROW
    if len(results["over_time"]) > 1:
        parts.append(_steps(y + 8, results["over_time"]))
        y += STEPS_HEIGHT + 40
    height = y + MARGIN - 24
    title = escape(_printable(results["question_text"]))
    summary = escape("; ".join(_printable(_in_words(choice)) for choice in results["choices"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="title desc">'
        f'<title id="title">{title}</title><desc id="desc">{summary}</desc>'
        f"<style>{_STYLE}</style>"
        f'<rect class="paper" width="{WIDTH}" height="{height}" rx="16"/>'
        f"{''.join(parts)}</svg>"
    )


def _choice(y: float, choice: dict[str, Any]) -> str:
    width = WIDTH - 2 * MARGIN
    filled = max(width * choice["share"], 3 if choice["votes"] else 0)
    count = f"{choice['votes']:,} · {choice['share']:.0%}"
    return (
        _text(MARGIN, y, _shortened(choice["choice_text"], 32))
        + _text(WIDTH - MARGIN, y, count, "quiet end")
        + _rect("rail", MARGIN, y + 10, width, BAR, 7)
        + _rect("bar", MARGIN, y + 10, filled, BAR, min(7, filled / 2))
    )


def _steps(y: float, steps: list[dict[str, Any]]) -> str:
    most = max(step["votes"] for step in steps) or 1
    pitch = (WIDTH - 2 * MARGIN) / len(steps)
    columns = []
    for i, step in enumerate(steps):
        height = STEPS_HEIGHT * step["votes"] / most
        columns.append(
            _rect("bar", MARGIN + i * pitch, y + STEPS_HEIGHT - height, pitch - 2, height, 2)
        )
    baseline = y + STEPS_HEIGHT
    return (
        _rect("rail", MARGIN, baseline, WIDTH - 2 * MARGIN, 2, 1)
        + "".join(columns)
        + _text(MARGIN, baseline + 22, f"{steps[0]['from']:%Y-%m-%d}", "quiet")
        + _text(WIDTH - MARGIN, baseline + 22, f"{steps[-1]['to']:%Y-%m-%d}", "quiet end")
    )


def _rect(css: str, x: float, y: float, width: float, height: float, radius: float) -> str:
    return (
        f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{height:.1f}" rx="{radius:.1f}"/>'
    )


def _text(x: float, y: float, text: str, css: str = "") -> str:
    return f'<text x="{x}" y="{y}" class="{css}">{escape(_printable(text))}</text>'


def _in_words(choice: dict[str, Any]) -> str:
    return _("%(choice)s: %(votes)s (%(share)s)") % {
        "choice": choice["choice_text"],
        "votes": choice["votes"],
        "share": f"{choice['share']:.0%}",
    }


def _lines(text: str) -> list[str]:
    """Break ``text`` into at most four lines that fit at 24 pixels."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, 26):
            if lines[-1] and _ems(f"{lines[-1]} {piece}") > 26:
                lines.append("")
            lines[-1] = f"{lines[-1]} {piece}".lstrip()
    return lines if len(lines) <= 4 else [*lines[:3], _shortened(f"{lines[3]} …", 26)]


def _pieces(word: str, most: float) -> list[str]:
    pieces = [""]
    for character in word:
        if _ems(pieces[-1] + character) > most:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _shortened(text: str, most: float) -> str:
    if _ems(text) <= most:
        return text
    return f"{_pieces(text, most - 1)[0].rstrip()}…"


def _ems(text: str) -> float:
    """
    Guess how wide ``text`` is, in the size of its type.

    The guess is on the safe side for most texts; the viewer's font is not known here.
    """
    return sum(map(_em, text))


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.9 if character in "mwMW@%—" or character.isupper() else 0.6


def _printable(text: str) -> str:
    """Keep the characters of XML 1.0 (§2.2); rows older than the validators may have others."""
    return re.sub(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
