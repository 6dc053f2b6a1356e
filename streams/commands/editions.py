"""`bouclage editions`: make an editions file an order in the log."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streams.commands.common import Failed, log_options, now, opened, settings

if TYPE_CHECKING:
    from schemas.editions import Settings
    from streams.adapters.log import Log


@click.group()
def editions() -> None:
    """Desks and editions, as orders in the log."""


@editions.command(
    epilog="""\b
Examples:
  bouclage editions apply editions.toml
  bouclage editions apply editions.toml --from 2026-03-17T22:00:00+01:00
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from", "start", metavar="TIME", help="ISO 8601, with a zone: hold from this second on."
)
@log_options
def apply(file: Path, start: str | None, broker: str | None, prefix: str | None) -> None:
    """Order that the settings in FILE hold: from the second in which an intake takes the order
    in, or from a later one."""
    from schemas.codec import fingerprint
    from streams.editions import load_editions

    process = settings(broker=broker, prefix=prefix)
    second = _second(start)
    with opened(process) as log:
        found = load_editions(file)
        order(log, found, key=f"settings:{fingerprint(found)}:{now()}", from_second=second)
    click.echo(f"ordered: settings {fingerprint(found)} of {file}, once an intake takes them in")


def _second(start: str | None) -> int:
    if start is None:
        return 0
    try:
        moment = datetime.fromisoformat(start)
    except ValueError:
        raise Failed(f"--from: expected an ISO 8601 time, got {start!r}") from None
    if moment.tzinfo is None:
        raise Failed(f"--from: expected a time with a zone (+01:00, Z), got {start!r}")
    return int(moment.astimezone(UTC).timestamp()) * 1000


def order(log: "Log", found: "Settings", *, key: str, from_second: int = 0) -> None:
    """Write a settings order to the orders channel."""
    from schemas.channels import ORDERS
    from schemas.codec import encode
    from streams.adapters.log import Row
    from streams.sources.orders import settings_order

    record = settings_order(found, key=key, now=now(), from_second=from_second)
    log.append([Row(ORDERS.name, b"settings", encode(record))])


def order_once(log: "Log", found: "Settings") -> None:
    """Write a settings order unless the newest one says the same: a second start adds nothing."""
    from schemas.codec import fingerprint
    from streams.sources.orders import Orders

    known = Orders(log, "0")
    known.read(0)
    if not known.settings or fingerprint(known.settings[-1]) != fingerprint(found):
        order(log, found, key=f"settings:{fingerprint(found)}:{known.cursor}")
