"""Ratios with their spread, as a Markdown table."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING

from benchmarks.chart import Bar, bars

if TYPE_CHECKING:
    from benchmarks.load import Measured
    from benchmarks.stage import Stage
    from benchmarks.works import Work


HEADS = [
    *("Work", "Server", "Answers a second, base = 1", "CPU of an answer, base = 1"),
    *("Answers a second", "CPU, ms", "p50, ms", "p99, ms", "Refused or broken"),
]


def spread(values: list[float]) -> tuple[float, float, float]:
    """Return the quartiles of ``values``; of one value, itself three times."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def compare(values: list[float], base: list[float]) -> tuple[float, float, float]:
    """Return the quartiles of the ratios of each round; zeros where the base has nothing."""
    pairs = [one / other for one, other in zip(values, base, strict=True) if other]
    return spread(pairs or [0])


def ratios(values: list[float], base: list[float]) -> str:
    """Return the median of the ratios of each round, and the quartiles, as text."""
    low, middle, high = compare(values, base)
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def chart(work: Work, results: dict[str, list[Measured]]) -> str:
    """Draw what each server answers for the time of a processor that the base takes for one."""
    base = [one.cost for one in results[work.base]]
    rows = [
        Bar(name, *compare(base, [one.cost for one in rounds]), is_own=name == "this service")
        for name, rounds in results.items()
    ]
    rows.sort(key=lambda row: row.middle)
    return bars(f"{work.name}: answers for the CPU time of one of {work.base}", rows)


def table(works: list[Work], results: dict[str, dict[str, list[Measured]]]) -> str:
    """Return the results as Markdown: each server against the base of its work."""
    lines = [
        f"| {' | '.join(HEADS)} |",
        "|" + "---|" * len(HEADS),
    ]
    for work in works:
        base = results[work.name][work.base]
        for name, rounds in results[work.name].items():
            cells = [
                work.name,
                f"{name} (base)" if name == work.base else name,
                ratios([m.rate for m in rounds], [m.rate for m in base]),
                ratios([m.cost for m in rounds], [m.cost for m in base]),
                *(
                    f"{spread(values)[1]:.{digits}f}"
                    for values, digits in (
                        ([m.rate for m in rounds], 0),
                        ([m.cost for m in rounds], 2),
                        ([m.p50 for m in rounds], 1),
                        ([m.p99 for m in rounds], 1),
                    )
                ),
                str(sum(m.refused + m.broken for m in rounds)),
            ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def servers(stage: Stage) -> str:
    """Return what each server holds in memory, and how long it took to start."""
    lines = ["| Server | Memory (PSS), MB | First answer after, s |", "|---|---|---|"]
    for name, server in stage.servers.items():
        lines.append(f"| {name} | {server.memory() / 1e6:.0f} | {server.ready_after:.1f} |")
    return "\n".join(lines)
