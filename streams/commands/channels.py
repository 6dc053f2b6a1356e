"""`bouclage channels`: create what is missing, show what there is."""

from typing import TYPE_CHECKING

import click

from streams.commands.common import Failed, log_options, opened, settings

if TYPE_CHECKING:
    from schemas.channels import Channel
    from streams.adapters.log import Log


@click.group()
def channels() -> None:
    """Create the channels of an installation, or show them."""


def _asked(pairs: tuple[str, ...]) -> dict[str, int]:
    from schemas.channels import HANDOVERS, POSTS

    names = (POSTS.name, HANDOVERS.name)
    asked: dict[str, int] = {}
    for pair in pairs:
        name, _, count = pair.partition("=")
        if name not in names or not count.isdigit() or not 1 <= int(count) <= 256:
            raise Failed(f"--partitions: expected {' or '.join(names)}=1..256, got {pair!r}")
        asked[name] = int(count)
    return asked


@channels.command(
    epilog="""\b
Examples:
  bouclage channels create
  bouclage channels create --broker kafka://localhost:9092 --partitions posts=12
"""
)
@click.option(
    "--partitions",
    multiple=True,
    metavar="NAME=N",
    help="Partitions of posts or handovers; it cannot be changed later.",
)
@log_options
def create(partitions: tuple[str, ...], broker: str | None, prefix: str | None) -> None:
    """Create every channel that is missing. What exists stays as it is; where it differs from
    what is wanted, that is said, and the exit code is 1."""
    from schemas.channels import CHANNELS

    asked = _asked(partitions)
    process = settings(broker=broker, prefix=prefix)
    with opened(process, create=True) as log:
        differences = log.create(CHANNELS, asked)
    for each in differences:
        click.echo(f"{each.channel}: {each.what}: expected {each.expected}, got {each.got}")
    if differences:
        raise SystemExit(1)
    click.echo(f"{len(CHANNELS)} channels are there")


@channels.command(
    epilog="""\b
Examples:
  bouclage channels show
"""
)
@log_options
def show(broker: str | None, prefix: str | None) -> None:
    """Show every channel: partitions, cleanup, retention, records kept, and what it holds."""
    from schemas.channels import CHANNELS

    process = settings(broker=broker, prefix=prefix)
    with opened(process) as log:
        for channel in CHANNELS:
            click.echo(_line(log, channel, process.prefix))


def _line(log: "Log", channel: "Channel", prefix: str) -> str:
    from streams.adapters.errors import UnknownChannel

    name = prefix + channel.name
    try:
        count = log.partitions(channel.name)
    except UnknownChannel:
        return f"{name:18} missing: run `bouclage channels create`"
    kept = sum(log.end(channel.name, p) - log.start(channel.name, p) for p in range(count))
    days = "for ever" if channel.retention < 0 else f"{channel.retention // 86_400_000} days"
    return (
        f"{name:18} {count:3} partitions  {kept:9} records  {channel.cleanup:7} {days:9} "
        f"key: {channel.key}; {channel.holds}"
    )
