"""How an intake begins: it announces a new epoch, then learns what the earlier ones left."""

from schemas.channels import POSTS
from schemas.control import EPOCH
from streams.adapters.log import Log
from streams.sources.past import Past, Since, first_join, read_since
from streams.sources.writer import Writer


class Refused(Exception):
    """An intake that cannot do what was asked for; says why and what to do."""


HOUR = 3_600_000
BEGINNING = 1_767_225_600_000
"""2026-01-01 UTC."""


def next_epoch(past: Past, *, forgets: bool, now: int) -> int:
    """The epoch behind those of the past.

    Where the log `forgets` (its start is gone) and tells of no past, there may have been one: the
    hours since 2026 are beyond it, unless the intake was started more than once an hour ever since.

    >>> next_epoch(Past(4, None, ended=False), forgets=True, now=BEGINNING)
    5
    >>> next_epoch(Past(-1, None, ended=False), forgets=True, now=BEGINNING + 90 * HOUR)
    90
    """
    return max(past.epoch + 1, (now - BEGINNING) // HOUR if forgets and past.epoch < 0 else 0)


def open_epoch(log: Log, name: str, past: Past, *, floor: int, now: int) -> tuple[Writer, Since]:
    """Announce the next epoch and read what the earlier ones left behind their last tick.

    Nothing at or before `floor` (ms) will be written. Raises `Refused` where another process of
    this name announced the same epoch first.
    """
    forgets = log.start(POSTS.name, 0) > 0
    writer = Writer(
        log, name, epoch=next_epoch(past, forgets=forgets, now=now), position=past.base % EPOCH
    )
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
