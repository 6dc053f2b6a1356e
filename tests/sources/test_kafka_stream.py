"""Laws of a stream that others write: read from its end, offsets as cursors, fields by mapping."""

import asyncio
import json
from pathlib import Path

from schemas.channels import Channel
from schemas.records import InputRefused, PostCreated, PostDeleted
from streams.adapters.log import Log, Row
from streams.adapters.sqlite_log import SqliteLog
from streams.sources.kafka_stream import KafkaStream
from streams.sources.source import Draft

THEIRS = Channel(
    name="theirs", key="", partitions=2, cleanup="delete", retention=-1, holds="posts of others"
)


def new_log(folder: Path) -> SqliteLog:
    log = SqliteLog.open(f"sqlite:///{folder / 'log.db'}")
    log.create([THEIRS])
    return log


def write(log: Log, *values: bytes, partition: int = 0) -> None:
    log.append([Row("theirs", None, value, partition) for value in values])


async def take(stream: KafkaStream, cursor: str, count: int) -> list[Draft]:
    found: list[Draft] = []
    async for draft in stream.read(cursor):
        found.append(draft)
        if len(found) == count:
            break
    return found


def test_it_begins_at_the_end_and_goes_on_from_any_cursor(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    stream = KafkaStream(log, "theirs")
    write(log, b'{"id":"old","text":"old"}')
    begin = asyncio.run(stream.begin())
    write(log, *(b'{"id":"%d","text":"t"}' % i for i in range(3)))
    write(log, *(b'{"id":"%d","text":"t"}' % i for i in range(3, 5)), partition=1)
    whole = asyncio.run(take(stream, begin, 5))
    assert [draft.record.id for draft in whole] == ["0", "1", "2", "3", "4"]
    for place, draft in enumerate(whole[:-1]):
        rest = asyncio.run(take(stream, draft.cursor, 4 - place))
        assert [d.record.id for d in rest] == [d.record.id for d in whole[place + 1 :]]


def test_their_names_are_mapped_and_their_times_kept(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    value = {"uuid": "u1", "body": "hello", "created": "2026-03-17T10:00:00Z", "hearts": 4}
    write(log, json.dumps(value).encode())
    columns = {"id": "uuid", "text": "body", "ts": "created", "likes": "hearts"}
    (draft,) = asyncio.run(take(KafkaStream(log, "theirs", columns), "{}", 1))
    found = draft.record
    assert isinstance(found, PostCreated)
    assert (found.post, found.text, found.event_time) == ("u1", "hello", 1_773_741_600_000)
    assert found.counters is not None
    assert found.counters.like == 4


def test_what_tells_no_id_or_time_takes_those_of_its_record(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    write(log, b'{"text":"a"}')
    (entry,) = log.read("theirs", 0, 0)
    (draft,) = asyncio.run(take(KafkaStream(log, "theirs"), "{}", 1))
    assert draft.record.id == "kafka:theirs/0:0"
    assert draft.record.event_time == entry.timestamp


def test_our_own_records_pass_and_promises_of_other_intakes_do_not(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    place = {"source": "x", "id": "d", "event_time": 5}
    gone = {"kind": "post_deleted", "post": "p", "root": "p"} | place
    tick = {"kind": "tick", "at": 1, "intake": "i", "number": 1, "until": 1000} | place
    write(log, json.dumps(tick).encode(), json.dumps(gone).encode())
    (draft,) = asyncio.run(take(KafkaStream(log, "theirs"), "{}", 1))
    assert isinstance(draft.record, PostDeleted)


def test_what_is_no_post_is_refused_and_the_stream_goes_on(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    write(log, b"\xff", b'{"kind":"odd"}', b'{"text":1}', b'{"text":"good"}')
    found = asyncio.run(take(KafkaStream(log, "theirs"), "{}", 4))
    assert [type(draft.record) for draft in found] == [*[InputRefused] * 3, PostCreated]
