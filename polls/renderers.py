"""Results as a picture and as a table."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

from rest_framework.renderers import BaseRenderer

from polls import charts

FORMULA_STARTS = {"=", "+", "-", "@", "\t", "\r", "\n"}
CELL_ENDS = {",", ";", "|", "\t", "\r", "\n", '"', "'"}


class SVGRenderer(BaseRenderer):
    media_type = "image/svg+xml"
    format = "svg"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> str:
        return charts.results_svg(data)


class CSVRenderer(BaseRenderer):
    media_type = "text/csv"
    format = "csv"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> str:
        file = io.StringIO()
        table = csv.writer(file)
        table.writerow(["choice", "votes", "share"])
        for choice in data["choices"]:
            table.writerow([as_text(choice["choice_text"]), choice["votes"], choice["share"]])
        return file.getvalue()


def as_text(cell: str) -> str:
    """
    Keep a spreadsheet from running ``cell`` or a part of it as a formula.

    A sign that would begin a formula, full-width and small forms included, gets a ``'``
    before it: at the beginning, and after each character that a spreadsheet may take for
    the end of a cell. Spaces, invisible characters and quotes do not hide it.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    safe = []
    begins = True
    for character in cell:
        plain = unicodedata.normalize("NFKC", character)[:1]
        if begins and plain in FORMULA_STARTS:
            safe.append("'")
            begins = False
        begins = plain in CELL_ENDS or (begins and _is_transparent(plain))
        safe.append(character)
    return "".join(safe)


def _is_transparent(character: str) -> bool:
    return not character or character.isspace() or unicodedata.category(character) in {"Cf", "Mn"}
