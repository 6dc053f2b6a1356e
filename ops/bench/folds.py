"""Times both folds on real files: `python -m ops.bench.folds --data DIR`.

DIR holds JSON lines of posts (`bouclage replay --format flat` reads them); the demo day and a
made-up stream join them. Everything is CPU time of this process, one shard, one desk that admits
every post. Beside our folds stands the decoding of the same records alone: on a busy machine the
ratio says more than the seconds. Of the desk: `learner` is the topic model, `pages` are rolling
and final digests, `rest` is everything else.
"""

import cProfile
import gc
import json
import pstats
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import click

from ops.bench.feed import Line, lines
from ops.bench.machine import machine
from ops.bench.streams import RAW
from ops.bench.synthetic import Synthetic
from schemas.channels import HANDOVERS
from schemas.codec import decode_record
from streams.commands.folding import compiled
from streams.core.desk import Desks
from streams.core.desk.desk import Desk
from streams.core.fold import Output
from streams.core.shard import Shard
from streams.core.topics import Said, TopicModel
from streams.editions import shipped
from streams.sources.demo import demo_day
from streams.sources.flat import FlatFile
from streams.sources.lines import Line as Raw
from streams.sources.records import own_time, read_record
from streams.sources.source import Draft

DEAREST = 5
SYNTHETIC = 30_000


class Figures(NamedTuple):
    """Counts, and seconds of CPU time."""

    name: str
    records: int
    posts: int
    decode: float
    shard: float
    learner: float
    pages: float
    rest: float

    def row(self) -> str:
        """One line of the table."""
        us = [1e6 * s / self.records for s in (self.decode, self.shard)]
        each = [1e6 * s / max(self.posts, 1) for s in (self.learner, self.rest)]
        page = 1e6 * self.pages / max(self.posts, 1)
        return (
            f"{self.name:14}{self.records:>9,}{self.posts:>8,}{us[0]:>8.1f}{us[1]:>8.1f}"
            f"{us[1] / us[0]:>7.1f}{each[0]:>9.1f}{each[1]:>7.1f}{page:>8.1f}"
        )


HEAD = (
    f"{'':14}{'records':>9}{'posts':>8}{'decode':>8}{'shard':>8}{'ratio':>7}"
    f"{'learner':>9}{'rest':>7}{'pages':>8}   µs: left a record, right an admitted post"
)


@click.command()
@click.option(
    "--data", envvar="BOUCLAGE_BENCH_DATA", type=click.Path(path_type=Path), help="Flat files."
)
@click.option("--profile", is_flag=True, help="Name the dearest functions of each fold.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the figures go as JSON.")
def main(data: Path | None, *, profile: bool, out: Path | None) -> None:
    """Time the shard fold alone, and the desk fold alone."""
    compiled()
    click.echo(HEAD)
    found = []
    for name, drafts in streams(data):
        (log,) = lines(drafts, shipped("everything"))
        figures, handovers = timed(name, log)
        found.append(figures)
        click.echo(figures.row())
        if profile:
            show("shard", partial(fold_all, Shard(0, 1), log))
            show("desk", partial(fold_all, Desks(0), handovers))
    if out:
        rows = [figures._asdict() for figures in found]
        out.write_text(json.dumps({"machine": machine(), "folds": rows}, indent=1))


def streams(data: Path | None) -> Iterator[tuple[str, Iterator[Draft]]]:
    """Every stream by name."""
    for name in RAW if data else ():
        yield name, FlatFile(data / f"{name}.jsonl").read("")  # type: ignore[operator]
    yield "demo day", _demo()
    for mix in ("posts", "bluesky"):
        yield f"made-up {mix}", Synthetic(mix, rate=500).drafts(SYNTHETIC)


def _demo() -> Iterator[Draft]:
    time = 0
    for number, raw in enumerate(demo_day().lines):
        record = read_record(Raw(number, raw, None), "demo")
        time = max(time, own_time(record))
        yield Draft(record, time, str(number))


def timed(name: str, log: list[Line]) -> tuple[Figures, list[Line]]:
    """Fold a log once through both folds, each alone; the figures and the hand-overs."""
    gc.collect()
    gc.freeze()
    began = process_time()
    for _, value in log:
        decodes(value or b"")
    decoded = process_time()
    outputs = fold_all(Shard(0, 1), log)
    shard = process_time() - decoded
    told: list[Line] = [(o.key.encode(), o.value) for o in outputs if o.channel == HANDOVERS.name]
    desks = Metered(0)
    began_desk = process_time()
    fold_all(desks, told)
    took = process_time() - began_desk
    learner, pages = desks.learner, desks.pages
    records, posts = len(log), desks.posts
    rest = took - learner - pages
    decode = decoded - began
    return Figures(name, records, posts, decode, shard, learner, pages, rest), told


def decodes(value: bytes) -> None:
    """Decode a record as the shard does first; what is none stays none."""
    with suppress(Exception):  # hostile lines are part of the demo day
        decode_record(value)


def fold_all(fold: Any, log: list[Line]) -> list[Output]:
    """Everything that comes out."""
    return [output for key, value in log for output in fold.fold(key, value)]


class Metered(Desks):
    """Desks whose learner and pages are timed apart."""

    def __init__(self, partition: int) -> None:
        super().__init__(partition)
        self.learner = self.pages = 0.0
        self.posts = 0

    def _desk(self, name: str) -> Desk:
        if name not in self.desks:
            desk = super()._desk(name)
            desk.shelf.topics = self._learner()
            desk.printer.pass_time = self._timed(desk.printer.pass_time)  # type: ignore[assignment,method-assign]
        return self.desks[name]

    def _learner(self) -> TopicModel:
        meter = self

        class Learner(TopicModel):
            def learn_many(self, posts: Sequence[Said]) -> list[int]:
                began = process_time()
                topics = super().learn_many(posts)
                meter.learner += process_time() - began
                meter.posts += len(posts)
                return topics

        return Learner()

    def _timed(self, pages: Callable[[int], Iterator[Output]]) -> Callable[[int], Iterator[Output]]:
        def pass_time(to: int) -> Iterator[Output]:
            began = process_time()
            outputs = list(pages(to))
            self.pages += process_time() - began
            return iter(outputs)

        return pass_time


def show(what: str, run: Callable[[], object]) -> None:
    """The dearest functions by their own time, in percent of all."""
    profile = cProfile.Profile()
    profile.runcall(run)
    stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(row[2] for row in stats.values())
    dearest = sorted(stats.items(), key=lambda item: -item[1][2])[:DEAREST]
    told = [f"{name} {100 * row[2] / total:.0f}%" for (_, _, name), row in dearest]
    click.echo(f"    {what}: {', '.join(told)}")


if __name__ == "__main__":
    main()
