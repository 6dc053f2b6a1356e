"""`bouclage publish`: final digests and corrections into files."""

from pathlib import Path

import click

from streams.commands.common import log_options, opened, settings, speak


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
    digest.md, and what amendments took back to correction-<revision>.json. Resumes where it was;
    running it twice changes nothing."""
    from streams.outlets.publisher import Publisher

    speak()
    process = settings(broker=broker, prefix=prefix, out=out)
    with opened(process) as log:
        publisher = Publisher(log, process.out, again=again)
        if once:
            publisher.step(0.0)
        while not once:
            if written := publisher.step():
                click.echo(f"{written} files written to {process.out}")
    if once:
        click.echo(f"{publisher.published} files written to {process.out}")
