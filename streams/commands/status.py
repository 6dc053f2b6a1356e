"""`bouclage status`: how far the desks are, and what holds them back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from streams.commands.common import log_options, now, opened, settings

if TYPE_CHECKING:
    from streams.outlets.figures import Figures


@click.command(
    epilog="""\b
Examples:
  bouclage status
  bouclage status --broker kafka://localhost:9092 || echo "look at it"
"""
)
@click.option("--quiet", is_flag=True, help="Only say what is wrong.")
@log_options
def status(quiet: bool, broker: str | None, prefix: str | None) -> None:
    """Say how far every desk has come and what it waits for, the lag of the folds in records and
    seconds, and the last final digests. Exit code 0 when all is well, 1 when something must be
    looked at (silence or a lag beyond BOUCLAGE_LATE_SECONDS), 2 when the log cannot be read."""
    from streams.outlets.figures import read_figures
    from streams.outlets.health import complaints

    process = settings(broker=broker, prefix=prefix)
    with opened(process) as log:
        figures = read_figures(log, now())
    if not quiet:
        for line in _lines(figures):
            click.echo(line)
    wrong = complaints(figures, process.late_seconds)
    for line in wrong:
        click.echo(f"RED: {line}")
    if wrong:
        raise SystemExit(1)
    if not quiet:
        click.echo("all is well")


def _lines(figures: "Figures") -> Iterator[str]:
    from streams.outlets.health import gaps, held_back
    from streams.outlets.terminal import harmless, instant

    yield from held_back(figures)
    for intake in figures.intakes:
        heard = f"last heard {instant(intake.heard)}"
        yield f"intake {intake.name}: {intake.state}, promised {instant(intake.until)}, {heard}"
    for lag in figures.lags:
        yield f"lag of {lag.channel} {lag.partition}: {lag.records} records, {lag.seconds} s"
    yield from gaps(figures)
    for edition, final in sorted(figures.finals.items()):
        title = harmless(final.headline.text)
        yield f"last final of {edition}: {final.day}, revision {final.revision}: {title}"
