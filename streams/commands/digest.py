"""`bouclage digest`: read a digest."""

import click

from streams.commands.common import Failed, console, log_options, opened, settings


@click.command(
    epilog="""\b
Examples:
  bouclage digest ai-paris-fr
  bouclage digest ai-utc-en --day 2026-03-17 --format markdown
"""
)
@click.argument("edition")
@click.option("--day", metavar="YYYY-MM-DD", help="The final digest of this day.")
@click.option(
    "--format",
    "layout",
    type=click.Choice(["plain", "markdown", "json"]),
    default="plain",
    show_default=True,
)
@log_options
def digest(
    edition: str, day: str | None, layout: str, broker: str | None, prefix: str | None
) -> None:
    """Print the latest digest of EDITION: the rolling one of its open day, or a final one."""
    from schemas.codec import encode
    from streams.outlets import reading
    from streams.outlets.page import markdown
    from streams.outlets.terminal import show

    with opened(settings(broker=broker, prefix=prefix)) as log:
        found = reading.finals(log, edition).get((edition, day)) if day else None
        found = found if day else reading.latest(log, edition)
        known = [] if found else reading.editions(log)
    if found is None:
        what = f"final digest of {edition} for {day}" if day else f"digest of {edition}"
        raise Failed(
            f"no {what}: expected one of {', '.join(known) or 'none that has printed yet'}"
        )
    if layout == "json":
        click.echo(encode(found))
    elif layout == "markdown":
        click.echo(markdown(found), nl=False)
    else:
        show(console(), found)
