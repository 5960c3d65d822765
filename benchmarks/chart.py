"""Bars with the spread of their rounds, as SVG for the docs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

WIDTH, LABEL, ROW = 720, 170, 26  # pixels
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #333 }
.bar { fill: #8ba6c9 } .own { fill: #1f5fa8 } .spread { stroke: #333; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } .bar { fill: #5a7699 } .own { fill: #7db2f0 } .spread { stroke: #ddd }
}
"""


@dataclass(frozen=True)
class Bar:
    label: str
    low: float
    middle: float
    high: float
    is_own: bool = False


def bars(title: str, rows: list[Bar]) -> str:
    """Draw ``rows``, a bar to the median each, and a line from quartile to quartile."""
    scale = (WIDTH - LABEL - 60) / max(row.high for row in rows)
    height = ROW * (len(rows) + 1) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<text x="0" y="16">{escape(title)}</text>',
        *(_row(row, place * ROW, scale) for place, row in enumerate(rows, 1)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _row(row: Bar, top: int, scale: float) -> str:
    low, middle, high = (LABEL + value * scale for value in (row.low, row.middle, row.high))
    line = top + ROW / 2
    return (
        f'<text x="0" y="{line + 4:.0f}">{escape(row.label)}</text>'
        f'<rect class="{"own" if row.is_own else "bar"}" x="{LABEL}" y="{top + 4}" '
        f'width="{middle - LABEL:.1f}" height="{ROW - 8}"/>'
        f'<path class="spread" d="M{low:.1f} {line}H{high:.1f}"/>'
        f'<text x="{high + 6:.1f}" y="{line + 4:.0f}">{row.middle:.2f}</text>'
    )
