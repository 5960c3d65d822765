"""How answers slow down from a thousand questions to a million, by one client at a time."""

from __future__ import annotations

from urllib.parse import quote

from rich.progress import track

from benchmarks import data, rows, servers, works
from benchmarks.load import Request, measure
from benchmarks.report import ratios, spread
from benchmarks.stage import Stage

MANY = 1_000_000  # users, tokens and questions; ten votes a question

LISTS = [
    *("", "status=open", "status=closed", "status=upcoming", "mine=true", "mine=false"),
    *("voted=true", "voted=false", "ordering=pub_date", "ordering=question_text"),
    *("ordering=-question_text", "search=ship", "search=777", "search=zebra", "search=été"),
    *("search=вместе", "search=a", "search=ß", "search=ship&status=closed"),
    *("search=777&ordering=question_text", "status=upcoming&ordering=question_text"),
    *("search=777&status=closed", "search=вместе&ordering=question_text", "search=q"),
]


def run(stage: Stage, *, rounds: int, seconds: float) -> str:
    """Return the time of each answer among a million against that among a thousand."""
    url = stage.database("large")
    servers.manage(url, "migrate", "--verbosity=0")
    data.fill_service(url, users=MANY, size=MANY, votes=10 * MANY)
    few, many = stage.servers[works.SERVICE], servers.service(url).wait()
    lines = ["| Answer | few, ms | many, ms | many, few = 1 |", "|---|---|---|---|"]
    try:
        for path in track(list(_paths()), "growth"):
            found = [
                [_milliseconds(one, path, seconds) for one in (few, many)] for _ in range(rounds)
            ]
            before, after = ([pair[side] for pair in found] for side in (0, 1))
            cells = [f"{spread(before)[1]:.1f}", f"{spread(after)[1]:.1f}", ratios(after, before)]
            lines.append(f"| `{path}` | {' | '.join(cells)} |")
    finally:
        many.stop()
    return "\n".join(lines)


def _paths() -> list[str]:
    questions = [f"{works.OWN}/questions/300", f"{works.OWN}/questions/300/results"]
    return questions + [f"{works.OWN}/questions?{query}".rstrip("?") for query in LISTS]


def _milliseconds(server: servers.Server, path: str, seconds: float) -> float:
    """Return the median of one client's waits."""
    request = Request(_quoted(path), {"Authorization": f"Token {rows.key(7)}"})
    return measure(server, [request], seconds=seconds, clients=1, wait=0).p50


def _quoted(path: str) -> str:
    return quote(path, safe="/?=&-")
