"""Chaos has a seed, its line can be cut, and its checks see what they must."""

import socket
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from ops.chaos import check
from ops.chaos.plan import KINDS, plan
from ops.chaos.proxy import Proxy
from ops.chaos.run import Outcome, Recovered
from ops.chaos.table import as_json, quantile, render
from schemas.channels import CHANNELS
from schemas.handovers import Handover
from streams.adapters.log import Log, Row
from streams.adapters.open import open_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    log = open_log(f"sqlite:///{tmp_path}/log.db")
    log.create(CHANNELS)
    yield log
    log.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Log]:
    log = open_log(f"sqlite:///{tmp_path}/other.db")
    log.create(CHANNELS)
    yield log
    log.close()


def test_a_plan_is_a_function_of_its_seed_and_has_all_kinds() -> None:
    assert plan(7, 20) == plan(7, 20) != plan(8, 20)
    assert {fault.kind for fault in plan(7, len(KINDS))} == set(KINDS)


class Echo:
    """Answers what it is told, on a port of its own."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            near, _ = self._server.accept()
            threading.Thread(target=self._answer, args=(near,), daemon=True).start()

    def _answer(self, near: socket.socket) -> None:
        while data := near.recv(1024):
            near.sendall(data)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy(Echo().port) as proxy:
        yield proxy


def call(proxy: Proxy, timeout: float = 30.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), timeout)


def ended(line: socket.socket) -> bool:
    """Whether the other side is gone: politely, or by a reset."""
    try:
        return line.recv(1024) == b""
    except ConnectionResetError:
        return True


def test_a_line_carries_what_is_said_both_ways(proxy: Proxy) -> None:
    with call(proxy) as line:
        line.sendall(b"hello")
        assert line.recv(1024) == b"hello"


def test_a_cut_line_ends_and_none_is_opened_until_it_is_restored(proxy: Proxy) -> None:
    with call(proxy) as line:
        line.sendall(b"hello")
        line.recv(1024)
        proxy.cut()
        assert ended(line)
    with call(proxy) as refused:
        assert ended(refused)
    proxy.restore()
    with call(proxy) as line:
        line.sendall(b"again")
        assert line.recv(1024) == b"again"


def test_a_silent_line_stays_open_and_delivers_late(proxy: Proxy) -> None:
    with call(proxy, 0.3) as line:
        proxy.silence()
        line.sendall(b"hello")
        with pytest.raises(TimeoutError):
            line.recv(1024)
        line.settimeout(30.0)
        proxy.restore()
        assert line.recv(1024) == b"hello"


def test_a_final_that_is_missing_other_or_said_twice_is_seen(log: Log, other: Log) -> None:
    log.append([Row("digests.final", key, b"same") for key in (b"a", b"b", b"c")])
    other.append([Row("digests.final", b"a", b"same")] * 2)
    assert check.differences(log, log) == []
    other.append([Row("digests.final", b"c", b"changed")])
    told = check.differences(log, other)
    assert [line.partition(":")[0] for line in told] == ["b", "c"]


def handover(number: int, before: bytes, until: int = 0) -> bytes:
    return msgspec.json.encode(
        Handover(
            desk="ai",
            shard=0,
            shards=1,
            number=number,
            before=sha256(before).hexdigest() if before else "",
            until=until,
            fingerprint="",
        )
    )


def test_a_chain_with_a_hole_or_two_tales_is_seen(log: Log) -> None:
    first = handover(1, b"")
    second = handover(2, first)
    log.append([Row("handovers", b"ai", value) for value in (first, second, first)])
    assert check.broken_chains(log) == []
    log.append([Row("handovers", b"ai", handover(4, b"lost"))])
    assert any("3 does not follow 2" in line for line in check.broken_chains(log))
    log.append([Row("handovers", b"ai", handover(2, first, until=9))])
    assert any("2 told differently" in line for line in check.broken_chains(log))


def test_an_offset_that_is_not_its_snapshots_is_seen(log: Log) -> None:
    log.append([Row("snapshots", b"posts/1/0/manifest", b'{"next":7}', 1)])
    assert check.unmirrored(log) == ["posts/1: committed None, snapshot 7"]
    log.commit("bouclage", "posts", {1: 7})
    assert check.unmirrored(log) == []


def test_the_table_tells_every_kind_its_recovery_and_every_fault() -> None:
    recovered = [Recovered("kill worker", 6.5), Recovered("kill worker", None)]
    outcome = Outcome(3, 1000, 2, recovered, {"worker-0": 1}, ["a: final missing"])
    told = render([outcome])
    assert "kill worker          2     1       6.5     6.5      6.5" in told
    assert "1 FAULTS" in told
    assert "a: final missing" in told
    assert msgspec.json.decode(as_json([outcome]))["runs"][0]["recovered"][0]["seconds"] == 6.5


@pytest.mark.parametrize(("share", "expected"), [(0.5, 10), (0.95, 19), (1.0, 20), (0.01, 1)])
def test_a_quantile_is_a_value_that_was_seen(share: float, expected: int) -> None:
    assert quantile(list(range(1, 21)), share) == expected
