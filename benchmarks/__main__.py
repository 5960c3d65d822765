"""Measure this service beside its peers: ``bin/bench``."""

from __future__ import annotations

import argparse
import time

from rich.progress import Progress

from benchmarks import flood, growth, report, sign_in
from benchmarks.load import Measured, measure, require_answer
from benchmarks.servers import BUILD
from benchmarks.stage import Stage
from benchmarks.works import Work, works

Results = dict[str, dict[str, list[Measured]]]  # by work and server, a round each


def main() -> None:
    options = _options()
    with Stage(options.database, options.prefix) as stage:
        chosen = [
            work
            for work in works(stage)
            if options.only in work.name and (work.is_in_short or not options.short)
        ]
        if chosen:
            results = run(
                stage,
                chosen,
                rounds=options.rounds,
                seconds=options.seconds,
                warm_up=not options.short,
            )
            print(report.table(chosen, results), report.servers(stage), sep="\n\n")
            for work in chosen:
                name = f"speed-{work.name.lower().replace(' ', '-')}.svg"
                (BUILD / name).write_text(report.chart(work, results[work.name]))
            print(f"\nCharts: {BUILD}")
        more = ["sign-in share", *([] if options.short else ["sign-in flood", "growth"])]
        if not chosen and not any(options.only in name for name in more):
            raise SystemExit(f"No work of this run has {options.only!r} in its name.")
        if options.only in "sign-in share":
            print(sign_in.run(stage, rounds=options.rounds, seconds=4 * options.seconds))
        if options.only in "sign-in flood" and not options.short:
            print(flood.run(stage, rounds=options.rounds, seconds=5 * options.seconds))
        if options.only in "growth" and not options.short:
            print(growth.run(stage, rounds=options.rounds, seconds=options.seconds))


def run(stage: Stage, chosen: list[Work], *, rounds: int, seconds: float, warm_up: bool) -> Results:
    """
    Measure every server at every work, in turns.

    A machine that other programs use is slower at some moments. Servers that are
    compared are measured within the same seconds, and their ratio is taken a round.
    """
    results: Results = {work.name: {name: [] for name in work.requests} for work in chosen}
    numbers = range(0 if warm_up else 1, rounds + 1)
    steps = len(numbers) * sum(len(work.requests) for work in chosen)
    with Progress(transient=True) as progress:
        task = progress.add_task("measuring", total=steps)
        for round_ in numbers:
            for work in chosen:
                for name, requests in work.requests.items():
                    progress.update(task, description=f"{work.name}: {name}")
                    server, wanted = stage.servers[name], requests()
                    if round_ == numbers[0]:
                        # The first answers open connections and compile statements.
                        for _ in range(1 if wanted[-1].body else 20):
                            require_answer(server, wanted[-1])
                    measured = measure(
                        server, wanted, seconds=seconds * work.times, clients=work.clients
                    )
                    if round_:
                        results[work.name][name].append(measured)
                    progress.advance(task)
    return results


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="two rounds: about 90 seconds")
    parser.add_argument("--only", default="", metavar="TEXT", help="works with this in their name")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often each is measured")
    parser.add_argument("--seconds", type=float, default=1, help="how long each time")
    parser.add_argument(
        "--database",
        default="postgres://postgres@127.0.0.1:5432/postgres",
        metavar="URL",
        help="a PostgreSQL server on which this user may make databases",
    )
    parser.add_argument("--prefix", default="bench", help="of the names of these databases")
    options = parser.parse_args()
    options.rounds = options.rounds or (2 if options.short else 9)
    return options


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"{time.monotonic() - began:.0f} s in all")
