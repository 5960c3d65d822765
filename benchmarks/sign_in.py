"""How many people sign in a second, as a share of what their hashes alone allow."""

from __future__ import annotations

from rich.progress import track

from benchmarks import servers, works
from benchmarks.load import Measured, measure
from benchmarks.report import spread
from benchmarks.stage import Stage

CLIENTS = 4


def run(stage: Stage, *, rounds: int, seconds: float) -> str:
    """Return the share of one worker on one processor, as Markdown."""
    found = [_round(stage, seconds) for _ in track(range(rounds), "sign-ins beside hashes")]
    rows = [(hash_, one.cost, one.rate, one.rate * hash_ / 1000) for hash_, one in found]
    columns = zip(*rows, strict=True)
    cells = [_text(column) for column in columns]
    return "\n".join(
        [
            "| a hash alone, CPU in ms | a sign-in, CPU in ms | sign-ins a second | share |",
            "|---|---|---|---|",
            f"| {' | '.join(cells)} |",
        ]
    )


def _round(stage: Stage, seconds: float) -> tuple[float, Measured]:
    """Measure the hash before and after: the machine is not as quick at each moment."""
    before = _hash(stage)
    server = stage.servers[works.SERVICE]
    measured = measure(server, works.sign_ins(works.SIGN_IN), seconds=seconds, clients=CLIENTS)
    return (before + _hash(stage)) / 2, measured


def _hash(stage: Stage) -> float:
    return float(servers.run_own(stage.database("service"), "benchmarks.hashes"))


def _text(values: tuple[float, ...]) -> str:
    low, middle, high = spread(list(values))
    digits = 1 if middle > 2 else 2
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
