"""Times the whole job: `python -m ops.bench.pipeline [--broker URL|embedded|kafka]`.

Streams made up from a seed are written to a log of their own and then folded by one worker, from
records to final digests. Printed for each stream: records a second of the worker's CPU time, from
first to last block (five; of five million records one is a million); memory at its highest: all
that was resident at once, what of it was the worker's own, and pages of files that workers share;
and Faust's own path (one event a record, an agent that only counts) on the same log. Then, on a
live stream at half that load: how long after its minute a page is in its channel, and how long
after close + grace a final digest. On Kafka, what two workers cost together beside one. Then
snapshots of full states. `kafka` starts a broker of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from ops.bench import full_state, live, pair
from ops.bench.feed import feed
from ops.bench.machine import machine
from ops.bench.memory import Peak
from ops.bench.synthetic import KINDS, Synthetic
from ops.kafka import LocalKafka
from schemas.channels import CHANNELS, POSTS
from streams.adapters.open import open_log
from streams.editions import shipped

BLOCKS = 5


class Job(NamedTuple):
    """One stream through one worker. Speeds are records a second of CPU time."""

    mix: str
    records: int
    speed: float
    blocks: list[float]
    wall: float
    megabytes: int
    own: int
    files: int
    stock: float

    def row(self) -> str:
        """One line of the table."""
        flat = 100 * (self.blocks[-1] / self.blocks[0] - 1)
        blocks = " ".join(f"{speed:,.0f}" for speed in self.blocks)
        memory = f"{self.megabytes:>6}{self.own:>6}{self.files:>6}"
        return (
            f"{self.mix:9}{self.records:>10,}{self.speed:>11,.0f}{self.wall:>11,.0f}"
            f"{memory}{self.stock:>11,.0f}   {blocks} ({flat:+.0f}%)"
        )


HEAD = (
    f"{'stream':9}{'records':>10}{'a CPU s':>11}{'a second':>11}"
    f"{'MB':>6}{'own':>6}{'files':>6}{'stock':>11}   blocks"
)


@click.command()
@click.option("--broker", default="embedded", show_default=True, help="URL, `embedded`, `kafka`.")
@click.option("--records", default=200_000, show_default=True, help="Of each stream.")
@click.option("--mix", "mixes", multiple=True, type=click.Choice(list(KINDS)), help="Streams.")
@click.option("--rate", default=2_000, show_default=True, help="Records a second of a stream.")
@click.option("--shards", default=4, show_default=True)
@click.option("--hot", default=0.0, show_default=True, help="Share of likes on one post.")
@click.option("--seconds", default=90, show_default=True, help="Of the live part; 0: leave it out.")
@click.option("--stock/--no-stock", default=True, help="Faust's own path beside ours.")
@click.option("--full/--no-full", default=True, help="Snapshots of full states.")
@click.option("--shared/--no-shared", default=True, help="Two workers beside one (Kafka).")
@click.option("--out", type=click.Path(path_type=Path), help="Where the figures go as JSON.")
def main(
    broker: str,
    *,
    records: int,
    mixes: tuple[str, ...],
    rate: int,
    shards: int,
    hot: float,
    seconds: int,
    stock: bool,
    full: bool,
    shared: bool,
    out: Path | None,
) -> None:
    """Time the whole job on one log."""
    told: dict[str, Any] = {"machine": machine(), "settings": click.get_current_context().params}
    for name, what in told["machine"].items():
        click.echo(f"{name}: {what}")
    jobs = []
    with place(broker) as url:
        click.echo(HEAD)
        for mix in mixes or KINDS:
            stream = Synthetic(mix, rate=rate, hot=hot)
            jobs.append(timed(url, mix, stream, records=records, shards=shards, stock=stock))
            click.echo(jobs[-1].row())
        told["jobs"] = [job._asdict() for job in jobs]
        if seconds:
            pace = min(round(jobs[-1].wall / 2), rate)
            told["live"] = live.measured(url, fresh(), jobs[-1].mix, pace, seconds)
            click.echo(live.told(told["live"]))
        if shared and not url.startswith("sqlite"):
            told["shared"] = [pair.measured(url, fresh(), job.mix, job.records) for job in jobs]
            click.echo("\n".join(map(pair.told, told["shared"])))
    if full:
        told["full"] = full_state.measured()
        click.echo(full_state.told(told["full"]))
    if out:
        out.write_text(json.dumps(told, indent=1, default=str))


@contextmanager
def place(broker: str) -> Iterator[str]:
    """The URL of a log for the run: a file, a broker of our own, or the one that is named."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if broker == "embedded":
            yield f"sqlite:///{folder}/log.db"
        elif broker == "kafka":
            with LocalKafka(Path(folder)) as kafka:
                yield kafka.url
        else:
            yield broker


def fresh() -> str:
    """A prefix that nobody has used."""
    return f"bench-{uuid.uuid4().hex[:8]}-"


def timed(url: str, mix: str, stream: Synthetic, *, records: int, shards: int, stock: bool) -> Job:
    """Write a stream to fresh channels, then fold it with a worker, then count it with Faust."""
    prefix = fresh()
    log = open_log(url, prefix=prefix)
    log.create(CHANNELS, {POSTS.name: shards})
    feed(log, stream.drafts(records), shipped("everything"))
    log.close()
    run = child(url, prefix)
    samples, counted = run["samples"], child(url, prefix, "--stock")["samples"] if stock else []
    cpu, wall = (samples[-1][n] - samples[0][n] for n in (0, 1))
    total = samples[-1][2] - samples[0][2]
    return Job(
        mix=mix,
        records=records,
        speed=total / cpu,
        blocks=speeds(samples),
        wall=total / wall,
        megabytes=run["megabytes"],
        own=run["own"],
        files=run["files"],
        stock=_speed(counted) if counted else 0.0,
    )


def child(url: str, prefix: str, *arguments: str) -> dict[str, Any]:
    """Run the worker on this log to its end; what it tells."""
    environment = {**os.environ, "BOUCLAGE_BROKER": url, "BOUCLAGE_PREFIX": prefix}
    command = [sys.executable, "-m", "ops.bench.worker", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as running:
        peak = Peak(running.pid)
        told, _ = running.communicate()
    memory = peak.stop()
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    found: dict[str, Any] = json.loads(told.splitlines()[-1])
    return {**found, **memory}


def _speed(samples: list[list[float]]) -> float:
    return (samples[-1][2] - samples[0][2]) / (samples[-1][0] - samples[0][0])


def speeds(samples: list[list[float]]) -> list[float]:
    """Records a CPU second in blocks of as many records each, between the samples next to them.

    >>> speeds([[0, 0, 0], [1, 9, 10], [3, 9, 20], [5, 9, 30], [7, 9, 40], [9, 9, 50]])
    [10.0, 5.0, 5.0, 5.0, 5.0]
    """
    first, last = samples[0][2], samples[-1][2]
    found: list[float] = []
    before = samples[0]
    for block in range(1, BLOCKS + 1):
        until = first + (last - first) * block / BLOCKS
        sample = next(s for s in samples if s[2] >= until)
        if sample[0] > before[0]:
            found.append((sample[2] - before[2]) / (sample[0] - before[0]))
            before = sample
    return found


if __name__ == "__main__":
    main()
