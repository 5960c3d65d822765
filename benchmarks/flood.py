"""How long the API's requests take while many people sign in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from rich.progress import track

from benchmarks import servers, works
from benchmarks.load import Measured, measure
from benchmarks.report import ratios, spread
from benchmarks.stage import Stage

PEOPLE = 16  # who sign in again and again
CLIENTS = 4  # of the API, each 25 times a second


def run(stage: Stage, *, rounds: int, seconds: float) -> str:
    """Return quiet and flooded latencies of two workers on all processors, as Markdown."""
    server = servers.service(stage.database("service"), workers=2, cpus=None).wait()
    try:
        found = [_round(server, seconds) for _ in track(range(rounds), "sign-in flood")]
        return f"{_report(found)}\nA worker then holds {server.memory() / 1e6:.0f} MB (PSS)."
    finally:
        server.stop()


def _round(server: servers.Server, seconds: float) -> tuple[Measured, Measured, Measured]:
    gets, sign_ins = works.token_gets(), works.sign_ins(works.SIGN_IN)
    options = {"clients": CLIENTS, "paced": True, "cpus": None}
    quiet = measure(server, gets, seconds=seconds, **options)
    with ThreadPoolExecutor(1) as pool:
        flood = pool.submit(
            measure, server, sign_ins, seconds=seconds + 2, clients=PEOPLE, cpus=None
        )
        flooded = measure(server, gets, seconds=seconds, wait=1, **options)
        return quiet, flooded, flood.result()


def _report(found: list[tuple[Measured, Measured, Measured]]) -> str:
    quiet, flooded, flood = zip(*found, strict=True)
    lines = [
        "| API latency | quiet, ms | during a flood, ms | flood, quiet = 1 |",
        "|---|---|---|---|",
    ]
    for name in ("p50", "p99"):
        calm = [getattr(one, name) for one in quiet]
        busy = [getattr(one, name) for one in flooded]
        cells = [f"{spread(calm)[1]:.1f}", f"{spread(busy)[1]:.1f}", ratios(busy, calm)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    rate = spread([one.rate for one in flood])[1]
    refused = sum(one.refused for one in flood) / max(1, sum(one.requests for one in flood))
    lines.append(
        f"\nMeanwhile {rate:.0f} sign-ins a second; {refused:.0%} were told to come again."
    )
    return "\n".join(lines)
