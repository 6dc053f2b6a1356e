"""`bouclage run`: intake, folds and publisher in one process."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streams.commands.common import Failed, log_options, now, opened, settings, speak
from streams.commands.files import folder_for_digests
from streams.commands.sources import KNOWN, sources_of

if TYPE_CHECKING:
    from streams.adapters.log import Log
    from streams.settings import Process
    from streams.sources.intake import Live


@click.command(
    epilog=f"""\b
Sources:
{KNOWN[2:]}
\b
Examples:
  bouclage run records:today.jsonl --out digests
  bouclage run kafka:posts-of-others --broker kafka://localhost:9092
"""
)
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--editions", type=click.Path(path_type=Path), help="[BOUCLAGE_EDITIONS]")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="[BOUCLAGE_OUT]")
@log_options
def run(
    sources: tuple[str, ...],
    editions: Path | None,
    out: Path | None,
    broker: str | None,
    prefix: str | None,
) -> None:
    """Read every SOURCE, fold, and write each day's digest to OUT, all in this process, until
    stopped. Channels are created, and the editions ordered (those shipped, unless others are
    named) where the log has none yet."""
    from schemas.channels import CHANNELS
    from streams.commands.editions import order_once
    from streams.editions import load_editions, shipped

    speak()
    process = settings(broker=broker, prefix=prefix, out=out, editions=editions)
    found = sources_of(sources, process)
    folder_for_digests(process.out)
    with opened(process, create=True) as log:
        log.create(CHANNELS)
        if process.editions:
            order_once(log, load_editions(process.editions))
        elif not _ordered(log):
            order_once(log, shipped())
        click.echo(f"running on {process.broker}; digests go to {process.out}; Ctrl-C stops")
        asyncio.run(_all(process, log, found))


def _ordered(log: "Log") -> bool:
    from streams.sources.orders import Orders

    orders = Orders(log, "0")
    orders.read(0)
    return bool(orders.settings)


async def _all(process: "Process", log: "Log", sources: "list[Live]") -> None:
    from streams.adapters.worker import WorkerFailed, stopped_by_signals, work
    from streams.commands.folding import worker_of
    from streams.sources.intake import Intake

    with stopped_by_signals() as stop:
        parts = [
            asyncio.create_task(work(worker_of(process, log), stop)),
            asyncio.create_task(Intake(log, process.intake, sources, now).run()),
            asyncio.create_task(_publish(process, log)),
            asyncio.create_task(stop.wait()),
        ]
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        for part in parts[1:]:
            part.cancel()
        outcomes = await asyncio.gather(*parts, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, WorkerFailed):
            raise Failed(str(outcome)) from outcome
        if isinstance(outcome, Exception):
            raise outcome


async def _publish(process: "Process", log: "Log") -> None:
    from streams.outlets.publisher import Publisher

    publisher = await asyncio.to_thread(Publisher, log, process.out)
    try:
        while True:
            if written := await asyncio.to_thread(publisher.step):
                click.echo(f"{written} files written to {process.out}")
    finally:
        publisher.stop()
