"""`bouclage publish`: final digests and corrections into files."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streams.commands.common import log_options, opened, settings, speak
from streams.commands.files import folder_for_digests

if TYPE_CHECKING:
    from streams.outlets.publisher import Publisher


@click.command(
    epilog="""\b
Examples:
  bouclage publish --out /srv/digests
  bouclage publish --out site --once
"""
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="[BOUCLAGE_OUT]")
@click.option("--once", is_flag=True, help="Publish what there is, then end.")
@click.option("--again", is_flag=True, help="Read from the start: the folder lost its files.")
@log_options
def publish(
    out: Path | None, once: bool, again: bool, broker: str | None, prefix: str | None
) -> None:
    """Write each final digest to OUT/<edition>/<day>/digest.json (the record's own bytes) and
    digest.md, and what amendments took back to correction-<revision>.json, until stopped. Resumes
    where it was; running it twice changes nothing."""
    from streams.outlets.publisher import Publisher

    speak()
    process = settings(broker=broker, prefix=prefix, out=out)
    with opened(process) as log:
        folder_for_digests(process.out)
        publisher = Publisher(log, process.out, again=again)
        asyncio.run(_until_stopped(publisher, process.broker, once=once))
    if once:
        click.echo(f"{publisher.published} files written to {process.out}")


async def _until_stopped(publisher: "Publisher", broker: str, *, once: bool) -> None:
    """Publish what there is, or until SIGTERM or SIGINT; the digest in hand is finished."""
    from streams.adapters.worker import stopped_by_signals

    with stopped_by_signals() as stop:
        stopping = asyncio.create_task(_stopped(publisher, stop))
        if once:
            await asyncio.to_thread(publisher.step, 0.0)
        else:
            click.echo(f"publishing from {broker} to {publisher.root}; Ctrl-C stops")
        while not (once or stop.is_set()):
            if written := await asyncio.to_thread(publisher.step):
                click.echo(f"{written} files written to {publisher.root}")
        stopping.cancel()


async def _stopped(publisher: "Publisher", stop: asyncio.Event) -> None:
    await stop.wait()
    publisher.stop()
