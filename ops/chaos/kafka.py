"""The day on a Kafka, of our own or given: undisturbed, and under each seed's faults."""

import argparse
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from secrets import token_hex

from ops.chaos import run
from ops.chaos.day import Day, split
from ops.chaos.place import Place, own
from ops.chaos.plan import ANYWHERE, KINDS, plan


def arguments(parser: argparse.ArgumentParser) -> None:
    """What only runs on Kafka can be told."""
    parser.add_argument("--broker", metavar="URL", help="default: one of its own, for the time")
    parser.add_argument("--speed", type=float, default=600.0, help="seconds of the file a second")


def outcomes(asked: argparse.Namespace, file: Path, folder: Path) -> Iterator[run.Outcome]:
    """What came of a run for each seed. On a given broker nothing is done to the broker itself."""
    kinds = asked.kinds or (ANYWHERE if asked.broker else KINDS)
    if asked.broker and not set(kinds) <= set(ANYWHERE):
        raise SystemExit(f"on a given broker there can only be: {', '.join(ANYWHERE)}")
    ours = f"chaos-{token_hex(3)}-"
    day = Day(split(file, folder), asked.format, asked.speed, asked.editions)
    given = nullcontext(Place(asked.broker, asked.broker)) if asked.broker else None
    with given or own(folder / "kafka") as place:
        expected = run.undisturbed(place, day, f"{ours}calm.", folder / "calm")
        for seed in range(asked.seed, asked.seed + asked.seeds):
            faults = plan(seed, asked.faults, kinds, pause=asked.pause)
            into = folder / f"seed{seed}"
            log, recovered, restarts = run.disturbed(
                place, day, faults, prefix=f"{ours}{into.name}.", folder=into
            )
            yield run.outcome(seed, (expected, log), recovered, restarts)
            log.close()
        expected.close()
