"""Writes what a log still holds of `posts` to a file that can be replayed under a new prefix.

`python -m ops.retained --broker URL [--prefix OLD] > retained.jsonl`, then
`bouclage replay retained.jsonl --broker URL --prefix NEW`: the way to another number of partitions.
Each record once, in its place in time; what intakes said of themselves stays behind. The whole
place in time goes along, so that the same days come out.
"""

import sys
from collections.abc import Iterator
from heapq import merge
from typing import BinaryIO

import click
import msgspec

from schemas.channels import POSTS
from schemas.codec import decode_record
from schemas.control import EPOCH
from streams.adapters.errors import LogError
from streams.adapters.log import Log
from streams.adapters.open import open_log
from streams.settings import SettingsError, read_process
from streams.sources.places import CONTROL

Placed = tuple[tuple[int, str, int, int], bytes]


def retained(log: Log) -> Iterator[bytes]:
    """The values of all records but control, in order of their place in time, each once.

    What never was a record (undecodable bytes) has no place, and is left out.
    """
    last = None
    parts = [sorted(_placed(log, p)) for p in range(log.partitions(POSTS.name))]
    for place, value in merge(*parts):
        # An epoch that began again gave the same record the same position.
        if place[:3] != last:
            yield value
        last = place[:3]


def _placed(log: Log, partition: int) -> Iterator[Placed]:
    offset = log.start(POSTS.name, partition)
    while entries := log.read(POSTS.name, partition, offset):
        offset = entries[-1].offset + 1
        for entry in entries:
            try:
                record = decode_record(entry.value or b"")
            except (msgspec.MsgspecError, UnicodeDecodeError):
                continue
            if not isinstance(record, CONTROL):
                number = record.number
                place = (record.at, record.intake, number % EPOCH, number)
                yield place, entry.value or b""


def write(log: Log, file: BinaryIO) -> int:
    """Write them, one a line; how many."""
    count = 0
    for value in retained(log):
        file.write(value + b"\n")
        count += 1
    return count


@click.command()
@click.option("--broker", help="[BOUCLAGE_BROKER]")
@click.option("--prefix", help="[BOUCLAGE_PREFIX]")
def main(broker: str | None, prefix: str | None) -> None:
    """Write what a log still holds of `posts` to standard output."""
    try:
        process = read_process(broker=broker, prefix=prefix)
        log = open_log(
            process.broker, prefix=process.prefix, security=process.security, create=False
        )
        count = write(log, sys.stdout.buffer)
    except (LogError, SettingsError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{count} records", err=True)


if __name__ == "__main__":
    main()
