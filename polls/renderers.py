"""Results as a picture and as a table."""

import csv
import io
import unicodedata

from rest_framework.renderers import BaseRenderer

from polls import charts

FORMULA_STARTS = {"=", "+", "-", "@"}


class SVGRenderer(BaseRenderer):
    media_type = "image/svg+xml"
    format = "svg"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return charts.results_svg(data)


class CSVRenderer(BaseRenderer):
    media_type = "text/csv"
    format = "csv"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        file = io.StringIO()
        table = csv.writer(file)
        table.writerow(["choice", "votes", "share"])
        for choice in data["choices"]:
            table.writerow([as_text(choice["choice_text"]), choice["votes"], choice["share"]])
        return file.getvalue()


def as_text(cell: str) -> str:
    """
    Keep a spreadsheet from running ``cell`` as a formula, full-width signs included.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    starts = unicodedata.normalize("NFKC", cell.lstrip()[:1])
    return f"'{cell}" if starts in FORMULA_STARTS else cell
