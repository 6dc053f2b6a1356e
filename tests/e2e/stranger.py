"""A stranger who writes to `posts` past every intake's code: raw bytes under a name that joined."""

from collections.abc import Iterator
from random import Random
from typing import Any

from schemas.channels import POSTS
from streams.adapters.log import Log, Row
from streams.core.partition import partition_of
from streams.sources.writer import Writer
from tests.e2e.hostile import STEP, T0, WAYS, Fields, Input, dumps, record

NAME = "stranger"
EPOCH_7 = 7 << 32
WITHIN = 3_600_000
"""All that is to be folded lies within an hour (ms): before the day closes and the file ends."""
LATE = ("behind", "misrouted", "undecodable", "unknown_intake")
"""Reasons for which a record is refused when it arrives, before its second."""


class Stranger:
    """Writes so many values; `sent` holds each as it went in, with its fate."""

    def __init__(self, log: Log, count: int, seed: int) -> None:
        self.log = log
        self.chance = Random(seed)
        self.partitions = log.partitions(POSTS.name)
        self.sent: list[Input] = []
        writer = Writer(log, NAME, epoch=0, position=0)
        writer.join(T0 - 1001)
        rows = [row for number in range(count) for row in self._rows(number)]
        for i in range(0, len(rows), 500):
            log.append(rows[i : i + 500])
        writer.position = count + 1
        writer.end(T0 - 1000)

    def _rows(self, number: int) -> Iterator[Row]:
        fields = record(self.chance, number)
        at = T0 + number * STEP % WITHIN
        fields |= {"place": 0, "at": at, "intake": NAME, "number": number + 1}
        own = (self._misrouted, self._ghostly, self._timed, self._again, self._nothing, self._long)
        way = self.chance.choice((*own, None, None, None, None))
        if way is not None:
            yield from way(fields)
            return
        sent = self.chance.choice(WAYS)(fields, self.chance)
        reason = "undecodable" if sent.reason == "malformed" else sent.reason
        yield self._row(fields, sent._replace(reason=reason))

    def _row(self, fields: Fields, sent: Input, key: str | None = None) -> Row:
        self.sent.append(sent)
        told = (fields["root"] if key is None else key).encode()
        return Row(POSTS.name, told, sent.value, partition_of(told, self.partitions))

    def _misrouted(self, fields: Fields) -> Iterator[Row]:
        """Under a key that is not its root's."""
        sent = Input(dumps(fields), "refused", "misrouted")
        yield self._row(fields, sent, key=self.chance.choice(("", "another", "post:\ud7ff")))

    def _ghostly(self, fields: Fields) -> Iterator[Row]:
        """From nobody who joined."""
        forged: Any = self.chance.choice(({"intake": "ghost"}, {"number": EPOCH_7}))
        yield self._row(fields, Input(dumps(fields | forged), "refused", "unknown_intake"))

    def _timed(self, fields: Fields) -> Iterator[Row]:
        """In seconds that have passed, that never come, or that cannot be."""
        at, fate, reason = self.chance.choice(
            (
                (0, "refused", "behind"),
                (self.chance.randrange(T0 - 1001), "refused", "behind"),
                (-1, "refused", "undecodable"),
                (1 << 43, "refused", "undecodable"),
                (self.chance.randrange(1 << 42, 1 << 43), "waits", ""),
            )
        )
        yield self._row(fields, Input(dumps(fields | {"at": at}), fate, reason))

    def _again(self, fields: Fields) -> Iterator[Row]:
        """Twice, as a producer sends again what it believes lost."""
        value = dumps(fields)
        yield self._row(fields, Input(value, "valid"))
        yield self._row(fields, Input(value, "resent"))

    def _nothing(self, fields: Fields) -> Iterator[Row]:
        """No record at all."""
        noise = self.chance.randbytes(self.chance.randrange(1, 300))
        yield self._row(fields, Input(b"\xfe" + noise, "refused", "undecodable"))

    def _long(self, fields: Fields) -> Iterator[Row]:
        """A post of many words, or of none that can be seen."""
        author = {"id": "author:0"}
        words, reason = self.chance.choice(
            (("word " * 120_000, "too_large"), ("x" * 20_001, "text_too_long"))
            + (("\u200b\u2060", "empty_text"),) * 6
        )
        name = f"long:{fields['number']}"
        made = {"kind": "post_created", "root": name, "post": name, "author": author}
        fields = fields | made | {"text": words}
        yield self._row(fields, Input(dumps(fields), "refused", reason))
