"""What every log keeps. A log joins by a class with a fixture `open_again`."""

import threading
from collections.abc import Callable

import pytest

from schemas.channels import CHANNELS, RECORD_BYTES
from streams.adapters.errors import LogError, TooLarge, UnknownChannel
from streams.adapters.lag import lag
from streams.adapters.log import Entry, Log, Row

PARTITIONS = {"posts": 4, "handovers": 3}
Open = Callable[..., Log]


def everything(log: Log, channel: str, partition: int) -> list[Entry]:
    """A plain read of one partition, from its start to its end."""
    found: list[Entry] = []
    at, end = log.start(channel, partition), log.end(channel, partition)
    while at < end:
        found += log.read(channel, partition, at, timeout=10.0)
        at = found[-1].offset + 1
    return found


class LogContract:
    """Mixin: needs a fixture `open_again`, which opens another client of one and the same log.

    `open_again()` has the prefix of this test, `open_again(prefix=...)` another one.
    """

    @pytest.fixture
    def log(self, open_again: Open) -> Log:
        log = open_again()
        assert log.create(CHANNELS, PARTITIONS) == []
        return log

    def test_offsets_count_up_from_0_in_each_partition(self, log: Log) -> None:
        rows = [Row("posts", b"k", b"%d" % i, i % 2) for i in range(6)]
        assert log.append(rows) == [0, 0, 1, 1, 2, 2]
        assert log.append(rows) == [3, 3, 4, 4, 5, 5]
        assert [log.end("posts", p) for p in range(4)] == [6, 6, 0, 0]

    def test_what_was_appended_is_read_back_in_order(self, log: Log) -> None:
        rows = [
            Row("posts", b"key", b"value", 1),
            Row("posts", None, b"no key", 1),
            Row("posts", b"no value", None, 1),
            Row("posts", b"", b"", 1, (("who", b"me"), ("who", b"\x00\xff"))),
        ]
        log.append(rows)
        read = everything(log, "posts", 1)
        assert [(e.key, e.value, e.headers) for e in read] == [
            (row.key, row.value, row.headers) for row in rows
        ]
        assert [e.offset for e in read] == [0, 1, 2, 3]
        assert 0 < read[0].timestamp <= read[-1].timestamp

    def test_a_key_lies_where_kafkas_own_partitioner_puts_it(self, log: Log) -> None:
        where = {b"21": 0, b"foobar": 2, b"a-little-bit-long-string": 0, b"\x00": 0, b"abc": 3}
        log.append([Row("posts", key, b"") for key in where])
        found = {e.key: p for p in range(4) for e in everything(log, "posts", p)}
        assert found == where

    def test_reading_starts_at_any_offset_and_stops_at_the_limit(self, log: Log) -> None:
        log.append([Row("posts", b"k", b"%d" % i, 0) for i in range(1200)])
        read = log.read("posts", 0, 777, limit=3, timeout=10.0)
        assert [(e.offset, e.value) for e in read] == [(i, b"%d" % i) for i in (777, 778, 779)]
        assert log.read("posts", 0, 1200) == []

    def test_a_read_is_bounded_in_bytes_but_never_empty(self, log: Log) -> None:
        log.append([Row("posts", b"k", b"x" * 200_000, 0) for _ in range(8)])
        assert len(log.read("posts", 0, 0, max_bytes=1, timeout=10.0)) < 8
        assert log.read("posts", 0, 3, max_bytes=1, timeout=10.0)[0].offset == 3

    def test_a_read_waits_for_what_another_client_appends(self, log: Log, open_again: Open) -> None:
        other = open_again()
        late = threading.Thread(target=lambda: other.append([Row("orders", b"k", b"late")]))
        assert log.read("orders", 0, 0, timeout=0.01) == []
        late.start()
        assert [e.value for e in log.read("orders", 0, 0, timeout=30.0)] == [b"late"]
        late.join()

    def test_waiting_ends_with_news_of_any_of_the_places(self, log: Log) -> None:
        places = {("posts", 0): 0, ("posts", 3): 0}
        assert not log.wait(places, 0.01)
        log.append([Row("posts", b"k", b"", 3)])
        assert log.wait(places, 30.0)

    def test_positions_belong_to_their_group(self, log: Log) -> None:
        assert log.committed("publisher", "posts", 1) is None
        log.commit("publisher", "posts", {1: 5, 2: 0})
        log.commit("publisher", "posts", {1: 7})
        assert [log.committed("publisher", "posts", p) for p in (1, 2, 3)] == [7, 0, None]
        assert log.committed("dashboard", "posts", 1) is None

    def test_what_exists_is_left_as_it_is_and_its_differences_are_said(self, log: Log) -> None:
        assert log.create(CHANNELS, PARTITIONS) == []
        differences = log.create(CHANNELS, {"posts": 6, "handovers": 3})
        assert {(d.channel, d.what, d.expected, d.got) for d in differences} == {
            ("posts", "partitions", "6", "4"),
            ("snapshots", "partitions", "9", "7"),
        }
        assert log.partitions("posts") == 4

    def test_snapshots_have_a_partition_for_each_fold(self, log: Log) -> None:
        assert log.partitions("snapshots") == 4 + 3

    def test_an_unknown_place_is_an_error(self, log: Log) -> None:
        with pytest.raises(UnknownChannel, match="nowhere"):
            log.partitions("nowhere")
        with pytest.raises(UnknownChannel):
            log.append([Row("nowhere", b"", b"")])
        with pytest.raises(LogError, match="4"):
            log.append([Row("posts", b"", b"", 4)])

    def test_the_largest_record_passes_and_a_larger_one_takes_nothing_along(self, log: Log) -> None:
        log.append([Row("posts", b"", b"x" * RECORD_BYTES, 0)])
        with pytest.raises(TooLarge, match="posts"):
            log.append([Row("posts", b"", b"small", 0), Row("posts", b"", b"x" * 1_000_000, 0)])
        assert log.end("posts", 0) == 1

    def test_installations_share_a_log_and_see_nothing_of_each_other(
        self, log: Log, open_again: Open
    ) -> None:
        other = open_again(prefix="other-")
        with pytest.raises(UnknownChannel):
            other.partitions("posts")
        other.create(CHANNELS)
        log.append([Row("orders", b"k", b"")])
        log.commit("g", "orders", {0: 1})
        assert other.end("orders", 0) == 0
        assert other.committed("g", "orders", 0) is None

    def test_appends_of_many_writers_stay_whole_and_in_order(
        self, log: Log, open_again: Open
    ) -> None:
        def write(name: int) -> None:
            mine = open_again()
            for i in range(0, 200, 10):
                mine.append([Row("posts", b"%d" % name, b"%d" % j, 2) for j in range(i, i + 10)])

        writers = [threading.Thread(target=write, args=(name,)) for name in range(3)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        read = everything(log, "posts", 2)
        assert [e.offset for e in read] == list(range(600))
        for name in range(3):
            own = [int(e.value or b"") for e in read if e.key == b"%d" % name]
            assert own == list(range(200))

    def test_lag_is_what_is_kept_and_not_yet_committed(self, log: Log) -> None:
        log.append([Row("posts", b"k", b"", 0) for _ in range(5)])
        at = log.read("posts", 0, 0, timeout=10.0)[0].timestamp
        fresh = lag(log, "g", ("posts", 0), now=at + 2_500)
        assert (fresh.committed, fresh.end, fresh.records, fresh.seconds) == (None, 5, 5, 2.5)
        log.commit("g", "posts", {0: 5})
        done = lag(log, "g", ("posts", 0), now=at + 9_000)
        assert (done.committed, done.records, done.seconds) == (5, 0, 0.0)
