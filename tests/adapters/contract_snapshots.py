"""What snapshots keep on every log. A log joins by a class with a fixture `log`."""

import msgspec
import pytest

from schemas.channels import CHANNELS
from streams.adapters.errors import LogError
from streams.adapters.log import Log, Row
from streams.adapters.snapshots import CHUNK, Snapshots
from tests.adapters.contract_log import PARTITIONS, Open, everything

BIG = {"noise": [str(hash(i) * 2_654_435_761 % 2**64) for i in range(90_000)]}


class SnapshotsContract:
    """Mixin: needs a fixture `open_again`, as the log's own contract does."""

    @pytest.fixture
    def log(self, open_again: Open) -> Log:
        log = open_again()
        log.create(CHANNELS, PARTITIONS)
        return log

    @pytest.fixture
    def store(self, log: Log) -> Snapshots:
        return Snapshots(log, version=3)

    def save(self, store: Snapshots, offset: int, state: dict[str, object]) -> int:
        return store.save("posts", 1, offset, {**state})

    def test_the_one_that_has_read_furthest_is_found(self, log: Log, store: Snapshots) -> None:
        assert list(store.find("posts", 1)) == []
        for offset in (10, 20, 30):
            self.save(store, offset, {"n": offset})
        found = list(Snapshots(log, version=3).find("posts", 1))
        assert [(saved.next, saved.state) for saved in found][:2] == [
            (30, {"n": 30}),
            (20, {"n": 20}),
        ]
        assert {saved.slot for saved in found[:2]} == {0, 1}

    def test_a_state_of_many_chunks_comes_back_whole(self, log: Log, store: Snapshots) -> None:
        size = self.save(store, 10, BIG)
        assert size > CHUNK
        assert next(Snapshots(log, version=3).find("posts", 1)).state == BIG
        assert all(len(e.value or b"") <= CHUNK for e in everything(log, "snapshots", 1))

    def test_each_fold_has_its_partition(self, log: Log, store: Snapshots) -> None:
        store.save("handovers", 2, 7, {})
        assert log.end("snapshots", PARTITIONS["posts"] + 2) == 2
        assert next(store.find("handovers", 2)).next == 7
        assert list(store.find("posts", 2)) == []

    def test_a_writer_that_died_before_the_manifest_is_as_if_it_never_wrote(
        self, log: Log, store: Snapshots
    ) -> None:
        self.save(store, 10, BIG)
        log.append([Row("snapshots", b"posts/1/1/0", b"half a state", 1)])
        assert next(Snapshots(log, version=3).find("posts", 1)).next == 10

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"sha256": "0" * 64}, "checksum"),
            ({"chunks": [99_999]}, "incomplete"),
            ({"version": 4}, "version"),
            ({"squeezed": True}, "undecodable"),
        ],
    )
    def test_a_broken_one_is_counted_and_passed_over_for_the_other_slot(
        self, log: Log, store: Snapshots, change: dict[str, object], reason: str
    ) -> None:
        self.save(store, 10, {"n": 10})
        self.save(store, 20, {"n": 20})
        manifest = everything(log, "snapshots", 1)[-1]
        broken = msgspec.json.decode(manifest.value or b"") | {"next": 30} | change
        log.append([Row("snapshots", manifest.key, msgspec.json.encode(broken), 1)])
        later = Snapshots(log, version=3)
        assert next(later.find("posts", 1)).next in {10, 20}
        assert later.passed_over == {reason: 1}

    def test_a_manifest_of_noise_is_counted_and_passed_over(
        self, log: Log, store: Snapshots
    ) -> None:
        self.save(store, 10, {"n": 10})
        log.append([Row("snapshots", b"posts/1/1/manifest", b"\xff{", 1)])
        assert next(store.find("posts", 1)).next == 10
        assert store.passed_over == {"manifest": 1}

    def test_the_next_one_never_overwrites_the_one_it_was_restored_from(
        self, log: Log, store: Snapshots
    ) -> None:
        for offset in (10, 20, 30):
            self.save(store, offset, {})
        later = Snapshots(log, version=3)
        restored = next(later.find("posts", 1))
        self.save(later, 40, {})
        assert next(later.find("posts", 1)).slot == 1 - restored.slot

    def test_another_number_of_partitions_is_refused_with_the_way_out(
        self, log: Log, store: Snapshots
    ) -> None:
        self.save(store, 10, {})
        manifest = everything(log, "snapshots", 1)[-1]
        other = msgspec.json.decode(manifest.value or b"") | {"partitions": 8}
        log.append([Row("snapshots", manifest.key, msgspec.json.encode(other), 1)])
        with pytest.raises(LogError, match="new prefix"):
            list(store.find("posts", 1))
