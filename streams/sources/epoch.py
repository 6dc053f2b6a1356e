"""How an intake begins: it announces a new epoch, then learns what the earlier ones left."""

from schemas.control import EPOCH
from streams.adapters.log import Log
from streams.sources.past import Past, Since, first_join, read_since
from streams.sources.writer import Writer


class Refused(Exception):
    """An intake that cannot do what was asked for; says why and what to do."""


def open_epoch(log: Log, name: str, past: Past, *, floor: int) -> tuple[Writer, Since]:
    """Announce the next epoch and read what the earlier ones left behind their last tick.

    Nothing at or before `floor` (ms) will be written. Raises `Refused` where another process of
    this name announced the same epoch first.
    """
    writer = Writer(log, name, epoch=past.epoch + 1, position=past.base % EPOCH)
    joined = writer.join(floor)
    if joined[0] != first_join(log, name, writer.epoch):
        raise Refused(
            f"intake {name} was started twice at once: expected to be its only process, got "
            f"another that announced epoch {writer.epoch} first. Stop one, or name it otherwise"
        )
    if past.epoch < 0:
        return writer, Since(writer.seen)
    since = read_since(log, name, past, joined)
    writer.seen = since.seen
    return writer, since
