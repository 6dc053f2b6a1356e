"""`bouclage intake`: read sources into the log."""

import asyncio
from typing import TYPE_CHECKING

import click

from streams.commands.common import log_options, now, opened, settings, speak
from streams.commands.sources import KNOWN, sources_of

if TYPE_CHECKING:
    from streams.sources.intake import Intake


@click.command(
    epilog=f"""\b
Sources:
{KNOWN[2:]}
\b
Examples:
  bouclage intake kafka:firehose --broker kafka://localhost:9092
  bouclage intake --name spare          ticks, copies orders, and declares a dead one idle
"""
)
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--name", help="One for each process [BOUCLAGE_INTAKE]")
@log_options
def intake(
    sources: tuple[str, ...], name: str | None, broker: str | None, prefix: str | None
) -> None:
    """Read every SOURCE, give what it says its place in time, and tick each second, until
    stopped. Killed and started again under its name, it goes on where it was."""
    from streams.sources.intake import Intake

    speak()
    process = settings(broker=broker, prefix=prefix, intake=name)
    found = sources_of(sources, process)
    with opened(process) as log:
        click.echo(f"intake {process.intake} writes to {process.broker}")
        asyncio.run(until_stopped(Intake(log, process.intake, found, now)))


async def until_stopped(intake: "Intake") -> None:
    """Run an intake until SIGTERM or SIGINT."""
    from streams.adapters.worker import stopped_by_signals

    with stopped_by_signals() as stop:
        running = asyncio.create_task(intake.run())
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if running.done():
            await running
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
