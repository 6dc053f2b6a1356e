"""A chaos run as a table for people, and as JSON for machines."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from ops.chaos.run import Outcome


@dataclass
class Kind:
    """All faults of one kind, and the recoveries that could be timed, in seconds."""

    count: int = 0
    seconds: list[float] = field(default_factory=list)


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, Kind]:
    """The faults of all runs by kind, in the order of the alphabet."""
    kinds: dict[str, Kind] = {}
    for outcome in outcomes:
        for fault in outcome.recovered:
            kind = kinds.setdefault(fault.kind, Kind())
            kind.count += 1
            if fault.seconds is not None:
                kind.seconds.append(fault.seconds)
    return dict(sorted(kinds.items()))


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value with at least this share of all values at or below it.

    >>> quantile([3.0, 1.0, 2.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1))]


def render(outcomes: Sequence[Outcome]) -> str:
    """The table."""
    lines = [f"{'fault':16}{'times':>6}{'timed':>6}{'median s':>10}{'p95 s':>8}{'worst s':>9}"]
    for name, kind in by_kind(outcomes).items():
        times = kind.seconds
        figures = [quantile(times, 0.5), quantile(times, 0.95), max(times)] if times else []
        row = "".join(f"{v:>{w}.1f}" for v, w in zip(figures, (10, 8, 9), strict=False))
        lines.append(f"{name:16}{kind.count:>6}{len(times):>6}{row}")
    return "\n".join([*lines, *map(told, outcomes)])


def told(outcome: Outcome) -> str:
    """One run in a line, and a line for each fault that it showed."""
    ended = sum(outcome.restarts.values())
    held = f"{len(outcome.faults)} FAULTS" if outcome.faults else "everything holds"
    line = (
        f"seed {outcome.seed}: {outcome.records} records, {outcome.finals} final digests, "
        f"{len(outcome.recovered)} faults, {ended} restarts: {held}"
    )
    return "\n".join([line, *(f"  {fault}" for fault in outcome.faults[:20])])


def machine() -> str:
    """Where it ran: cores, memory, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ("faust-streaming", "aiokafka", "kafka-python")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}"
    )


def as_json(outcomes: Sequence[Outcome]) -> str:
    """Everything, with the machine."""
    runs = [
        each._asdict() | {"recovered": [fault._asdict() for fault in each.recovered]}
        for each in outcomes
    ]
    return json.dumps({"machine": machine(), "runs": runs}, indent=1)
