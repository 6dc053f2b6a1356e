"""Laws of bad days and of changes, on a real worker and the embedded log."""

from pathlib import Path

import msgspec
import pytest

from ops.bench.feed import order
from ops.retained import write
from schemas.channels import HANDOVERS, ORDERS, POSTS, SNAPSHOTS
from schemas.codec import encode, fingerprint
from schemas.editions import Desk, Match, Settings
from schemas.orders import ReleaseShard
from streams.adapters.errors import LogError
from streams.adapters.log import Row
from streams.adapters.snapshots import Manifest, Snapshots
from streams.adapters.worker import WorkerFailed
from streams.core.fold import VERSION
from streams.outlets.figures import read_figures
from streams.outlets.health import gaps
from streams.sources.records import RecordFile
from streams.sources.replay import Replay, Time
from streams.sources.source import Draft
from tests.e2e.stage import entries
from tests.e2e.upheaval import CLOSE, EDITION, SETTINGS, START, House, drafts


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A day that nothing happened to, on two shards."""
    house = House(tmp_path_factory.mktemp("calm") / "log.db")
    house.open()
    house.feed(drafts(300))
    house.close()
    house.fold()
    assert len(house.finals()) == 1
    return house


def test_what_retention_took_before_it_was_folded_is_in_the_coverage_and_status_knows(
    tmp_path: Path,
) -> None:
    house, day = House(tmp_path / "log.db"), drafts(300)
    house.open()
    house.feed(day[:100])
    house.fold()
    kept = [house.log.end(POSTS.name, p) for p in range(2)]
    house.feed(day[100:200])
    ends = [house.log.end(POSTS.name, p) for p in range(2)]
    house.grow_old(lambda: house.feed(day[200:]))
    assert [house.log.start(POSTS.name, p) for p in range(2)] == ends
    house.close()
    house.fold()
    coverage = house.final().coverage
    lost = [end - begun for begun, end in zip(kept, ends, strict=True)]
    assert [gap.records for gap in coverage.gaps] == lost
    assert coverage.read < len([d for d in day if d.record.id.startswith(("post", "edit"))])
    for gap in coverage.gaps:
        assert gap.since == START + 20_000 - 1_000
        assert START + 40_000 <= gap.until <= START + 42_000
    told = gaps(read_figures(house.log, house.now))
    assert len(told) == 2
    assert f"shard 0 lost {lost[0]} records between 2026-09-01 00:00:19 UTC" in told[0]


def half_fed(folder: Path) -> tuple[House, list[Draft]]:
    """A house that has folded and kept half a day, and the other half."""
    house, day = House(folder / "log.db"), drafts(300)
    house.open()
    house.feed(day[:150])
    house.fold()
    return house, day[150:]


def test_another_version_of_the_folds_passes_snapshots_over_and_folds_the_log_again(
    calm: House, tmp_path: Path
) -> None:
    house, rest = half_fed(tmp_path)
    for row in _as_of_another_version(house):
        house.log.append([row])
    house.feed(rest)
    house.close()
    house.fold()
    assert house.finals() == calm.finals()


def _as_of_another_version(house: House) -> list[Row]:
    """Each manifest as it would be if the version after ours had written it."""
    rows = []
    for partition in range(house.log.partitions(SNAPSHOTS.name)):
        for entry in house.log.read(SNAPSHOTS.name, partition, 0):
            if (entry.key or b"").endswith(b"/manifest"):
                manifest = msgspec.json.decode(entry.value or b"", type=Manifest)
                other = msgspec.structs.replace(manifest, version=VERSION + 1)
                rows.append(Row(SNAPSHOTS.name, entry.key, msgspec.json.encode(other), partition))
    assert rows
    return rows


def test_a_state_that_contradicts_itself_is_passed_over_and_the_log_folded_again(
    calm: House, tmp_path: Path
) -> None:
    house, rest = half_fed(tmp_path)
    store = Snapshots(house.log, version=VERSION)
    for channel in (POSTS.name, HANDOVERS.name):
        for partition in range(house.log.partitions(channel)):
            for _ in range(2):
                saved = next(store.find(channel, partition), None)
                state = {
                    "partition": partition,
                    "lost": 0,
                    "desks": [["all", {}]],
                    "version": VERSION,
                }
                if saved is not None:
                    store.save(channel, partition, saved.next + 1, state)
    house.feed(rest)
    house.close()
    house.fold()
    assert house.finals() == calm.finals()


def test_hand_overs_that_are_none_stop_the_worker_and_it_says_what_to_do(tmp_path: Path) -> None:
    house = House(tmp_path / "log.db")
    house.open()
    house.feed(drafts(20))
    house.log.append([Row(HANDOVERS.name, b"all", b'{"rubbish": 1}', 0)])
    with pytest.raises(WorkerFailed, match="choose a new BOUCLAGE_PREFIX and replay"):
        house.fold()


def test_another_partition_count_is_refused_and_the_way_out_gives_the_same_digests(
    calm: House, tmp_path: Path
) -> None:
    partitions = calm.log.partitions(POSTS.name)
    other = House(tmp_path / "other.db", shards=partitions + 1)
    for partition in range(calm.log.partitions(SNAPSHOTS.name)):
        for entry in calm.log.read(SNAPSHOTS.name, partition, 0):
            other.log.append([Row(SNAPSHOTS.name, entry.key, entry.value, partition)])
    with pytest.raises(LogError, match="choose a new prefix and replay the retained log into it"):
        list(Snapshots(other.log, version=VERSION).find(POSTS.name, 0))

    retained = tmp_path / "retained.jsonl"
    with retained.open("wb") as file:
        assert write(calm.log, file) == 301
    new = House(tmp_path / "new.db", prefix="v2-", shards=5)
    new.log.append([Row(ORDERS.name, b"settings", encode(order(SETTINGS, START)))])
    time = Time(now=lambda: START, sleep=lambda _: None)
    Replay(new.log, "again", [RecordFile(retained)], time).run()
    new.fold()
    assert new.finals() == calm.finals()


def test_a_released_shard_lets_the_day_close_on_time_and_coverage_names_it(tmp_path: Path) -> None:
    house, day = House(tmp_path / "log.db"), drafts(200)
    house.open()
    house.feed(day)
    _end_for_shard_0_only(house)
    house.fold()
    assert house.finals() == {}
    place = {"source": "orders", "id": "r", "event_time": 0, "at": 0, "intake": "o", "number": 0}
    house.log.append([Row(ORDERS.name, b"shard", encode(ReleaseShard(**place, shard=1)))])
    for second in (1, 2):
        _end_for_shard_0_only(house, second=second)
    house.fold()
    digest = house.final()
    assert digest.coverage.released_shards == (1,)
    assert digest.as_of == CLOSE


def _end_for_shard_0_only(house: House, second: int = 0) -> None:
    """The rest of the day reaches shard 0; shard 1 hears nothing more, as if nobody folded it."""
    before = house.log.end(POSTS.name, 1)
    aside = House(
        Path(str(house.process.broker).removeprefix("sqlite:///")).with_name(f"{second}.db")
    )
    aside.writer.position, aside.orders = house.writer.position, house.orders
    aside.tick(CLOSE + second * 1000)
    house.writer.position = aside.writer.position
    for entry in entries(aside.log, POSTS.name):
        house.log.append([Row(POSTS.name, entry.key, entry.value, 0)])
    assert house.log.end(POSTS.name, 1) == before


def test_settings_ordered_in_the_middle_of_a_day_hold_from_their_second_on(tmp_path: Path) -> None:
    house, day, noon = House(tmp_path / "log.db"), drafts(300), START + 12 * 3_600_000
    house.open()
    house.feed(day[:150])
    nothing = Desk(name="all", none=(Match(sources=("made-up",)),))
    earlier = msgspec.structs.replace(EDITION, close="12:00")
    another = msgspec.structs.replace(EDITION, name="another")
    changed = Settings(desks=(nothing,), editions=(earlier, another))
    house.log.append([Row(ORDERS.name, b"settings", encode(order(changed, START)))])
    house.feed(day[150:])
    house.close(noon)
    house.fold()
    digest = house.final()
    assert (digest.edition, digest.window.start, digest.window.end) == ("all-utc", START, noon)
    assert digest.settings == fingerprint(changed)
    posts = [draft for draft in day if draft.record.id.startswith("post/")]
    before = [draft for draft in posts if draft.time < START + 30_000]
    assert digest.coverage.admitted == len(before)
    assert digest.coverage.read >= len(posts)
