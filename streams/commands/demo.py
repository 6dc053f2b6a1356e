"""`bouclage demo`: a synthetic day through the whole system."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from streams.commands.common import console, now, opened, settings, speak
from streams.commands.files import folder_for_digests, publish_all

if TYPE_CHECKING:
    from schemas.editions import Settings
    from streams.commands.play import Finals

ROLLING = 900


@click.command(
    epilog="""\b
Examples:
  bouclage demo
  bouclage demo --out digests
  bouclage demo --seed 8
"""
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Also write digests here."
)
@click.option("--seed", type=int, default=7, show_default=True, help="Another day for each seed.")
def demo(out: Path | None, seed: int) -> None:
    """Play a day of invented posts about AI through intake, shards, desk and publisher on a log
    of its own: progress, the digest as it changes, then the final pages in French and English."""
    from streams.outlets.terminal import show
    from streams.sources.demo import demo_day

    speak()
    if out:
        folder_for_digests(out)
    screen = console()
    day = demo_day(seed)
    with TemporaryDirectory(prefix="bouclage-demo-") as folder:
        path = Path(folder) / "day.jsonl"
        path.write_bytes(b"\n".join(day.lines) + b"\n")
        finals = _play(path, len(day.lines), out)
    for (_, date), digest in sorted(finals.items(), key=lambda item: item[1].language != "fr"):
        if date == day.day:
            screen.rule()
            show(screen, digest)
    if out:
        click.echo(f"{len(finals)} final digests written to {out}")


def _play(path: Path, total: int, out: Path | None) -> "Finals":
    import time

    from schemas.channels import CHANNELS
    from streams.commands.editions import order_once
    from streams.commands.folding import worker_of
    from streams.commands.play import Play, played
    from streams.outlets.publisher import Publisher
    from streams.outlets.terminal import Watch
    from streams.sources.records import RecordFile
    from streams.sources.replay import Replay, Time

    process = settings(broker=f"sqlite:///{path.parent / 'log.db'}")
    with opened(process, create=True) as log, Watch(console(), total) as watch:
        log.create(CHANNELS)
        chosen = _settings()
        order_once(log, chosen)
        source = RecordFile(path)
        first = next(source.read("")).time
        replay = Replay(log, "demo", [source], Time(now=now, sleep=time.sleep))
        play = Play(log, replay, chosen, watch, first)
        finals = played(play, lambda: worker_of(process, log))
        if out:
            publish_all(Publisher(log, out, again=True))
    return finals


def _settings() -> "Settings":
    """The shipped editions, printed every quarter of an hour: the day takes less than a minute."""
    from msgspec.structs import replace

    from streams.editions import shipped

    found = shipped()
    return replace(found, editions=tuple(replace(e, rolling=ROLLING) for e in found.editions))
