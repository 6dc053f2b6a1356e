"""`bouclage replay`: files of posts through the system to their digests."""

import hashlib
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from streams.commands.common import (
    Failed,
    console,
    file_options,
    log_options,
    now,
    opened,
    settings,
    speak,
    told,
)
from streams.commands.files import (
    folder_for_digests,
    must_hold_something,
    publish_all,
    source_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.editions import Settings
    from streams.adapters.log import Log
    from streams.commands.files import Source
    from streams.commands.play import Play
    from streams.outlets.terminal import Watch
    from streams.settings import Process

MIN_SPEED = 0.001


def _paced(ctx: click.Context, parameter: click.Parameter, value: float) -> float:
    """A pace that time can be divided by: click lets NaN pass."""
    if value == 0 or value >= MIN_SPEED:
        return value
    raise click.BadParameter(f"expected 0, or {MIN_SPEED} to 1e9, got {value}")


@click.command(
    epilog="""\b
Examples:
  bouclage replay day.jsonl --out digests
  bouclage replay posts.csv --format flat --editions editions.toml
  bouclage replay day.jsonl --broker kafka://localhost:9092 --no-worker
  bouclage replay day.jsonl --speed 600          ten minutes a second

A flat file has the columns id, text, author, ts or seq, likes, reposts, replies, quotes, points,
comments, lang, url, name, as JSON lines or CSV; all but text may be missing.
"""
)
@file_options
@click.option("--editions", type=click.Path(path_type=Path), help="[BOUCLAGE_EDITIONS]")
@click.option("--shards", type=click.IntRange(1, 256), help="Partitions of posts of a new log.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="[BOUCLAGE_OUT]")
@click.option(
    "--speed",
    type=click.FloatRange(0, 1e9),
    default=0.0,
    callback=_paced,
    help="Seconds of the file a second, from .001; 0 is as fast as it goes.",
)
@click.option("--no-worker", is_flag=True, help="Only feed, and wait for other workers' finals.")
@log_options
def replay(
    files: tuple[Path, ...],
    layout: str,
    editions: Path | None,
    shards: int | None,
    *,
    out: Path | None,
    speed: float,
    no_worker: bool,
    broker: str | None,
    prefix: str | None,
) -> None:
    """Play FILES, in the order of their times, on a fresh log of their own (or on --broker), and
    write OUT/<edition>/<day>/digest.json and digest.md for every day that they close. Stopped on
    a named log, the same command goes on where it was. Without editions, one desk admits
    everything, with an edition in English (UTC) and one in French (Paris)."""
    speak()
    if no_worker and not broker:
        raise Failed("--no-worker feeds a log that others fold: name it with --broker")
    sources = _sources(files, layout)
    folder_for_digests(settings(out=out).out)
    given = settings(broker=broker, prefix=prefix, out=out, editions=editions)
    with (
        _log_of(given, fresh=broker is None) as process,
        opened(process, create=not no_worker) as log,
    ):
        finals = _play(process, log, sources, shards=shards, speed=speed, alone=not no_worker)
    click.echo(f"{finals} final digests in {given.out}")


def _sources(files: Sequence[Path], layout: str) -> "list[Source]":
    from streams.sources.lines import name_of

    with told():
        found = [
            source_of(path, layout, f"file:{n}:{name_of(path)}") for n, path in enumerate(files)
        ]
        must_hold_something(found, layout)
    return found


@contextmanager
def _log_of(given: "Process", *, fresh: bool) -> "Iterator[Process]":
    if not fresh:
        yield given
        return
    with TemporaryDirectory(prefix="bouclage-replay-") as folder:
        yield settings(broker=f"sqlite:///{folder}/log.db", out=given.out, editions=given.editions)


def _play(
    process: "Process",
    log: "Log",
    sources: "Sequence[Source]",
    *,
    shards: int | None,
    speed: float,
    alone: bool,
) -> int:
    from streams.commands.folding import worker_of
    from streams.commands.play import played
    from streams.outlets.publisher import Publisher
    from streams.outlets.terminal import Watch

    _create(log, shards)
    with Watch(console(), _total(sources)) as watch:
        play = _prepared(process, log, sources, speed, watch)
        finals = played(play, (lambda: worker_of(process, log)) if alone else None)
    publish_all(Publisher(log, process.out, again=True))
    return len(finals)


def _create(log: "Log", shards: int | None) -> None:
    from schemas.channels import CHANNELS, POSTS

    log.create(CHANNELS, {POSTS.name: shards} if shards else {})
    if shards and log.partitions(POSTS.name) != shards:
        raise Failed(
            f"--shards {shards}: this log has {log.partitions(POSTS.name)} shards already, and "
            "they cannot be changed; leave --shards out, or choose another BOUCLAGE_PREFIX"
        )


def _prepared(
    process: "Process",
    log: "Log",
    sources: "Sequence[Source]",
    speed: float,
    watch: "Watch",
) -> "Play":
    import time

    from streams.commands.editions import order_once
    from streams.commands.play import Play
    from streams.sources.replay import Replay, Time, merged

    first = next(merged(sources, {}))
    chosen = _settings(process.editions)
    order_once(log, chosen)
    pace = Time(now=now, sleep=time.sleep, speed=speed)
    replay = Replay(log, _name(sources), sources, pace)
    return Play(log, replay, chosen, watch, first[1].time)


def _name(sources: "Sequence[Source]") -> str:
    """The same for the same files, so that a second start goes on; another for others."""
    told = repr([(source.name, source.path.stat().st_size) for source in sources])
    return f"replay-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _settings(editions: Path | None) -> "Settings":
    from streams.editions import load_editions, shipped

    return load_editions(editions) if editions else shipped("everything")


def _total(sources: "Sequence[Source]") -> int:
    """About how many records there are: lines."""
    total = 0
    for source in sources:
        with source.path.open("rb") as file:
            total += sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return total
