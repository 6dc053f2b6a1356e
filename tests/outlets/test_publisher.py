"""Laws of the publisher: the record's bytes, the latest revision, no file outside its folder."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.channels import CHANNELS, CORRECTIONS, DIGESTS_FINAL
from schemas.codec import encode
from schemas.digests import Correction, Sentence
from streams.adapters.log import Entry, Row
from streams.adapters.sqlite_log import SqliteLog
from streams.outlets.errors import Unpublishable
from streams.outlets.files import folder_of, write_whole
from streams.outlets.publisher import Publisher
from tests.outlets.pages import digest


def new_log(folder: Path) -> SqliteLog:
    log = SqliteLog.open(f"sqlite:///{folder / 'log.db'}")
    log.create(CHANNELS)
    return log


def send(log: SqliteLog, *values: bytes, channel: str = DIGESTS_FINAL.name) -> None:
    log.append([Row(channel, b"k", value) for value in values])


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def headline(text: str) -> Sentence:
    return Sentence(text=text, kind="fact", support=())


def test_a_final_lies_there_in_its_own_bytes_with_its_page(tmp_path: Path) -> None:
    log, value = new_log(tmp_path), encode(digest())
    send(log, value)
    assert Publisher(log, tmp_path / "out").step(0) == 1
    found = files(tmp_path / "out")
    assert set(found) == {f"ai-utc-en/2026-03-17/digest.{kind}" for kind in ("json", "md")}
    assert found["ai-utc-en/2026-03-17/digest.json"] == value


def test_the_latest_revision_wins_in_any_order(tmp_path: Path) -> None:
    revisions = [encode(digest(revision=n, kind="amended")) for n in (1, 2)]
    for number, order in enumerate((revisions, revisions[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        log = new_log(folder)
        send(log, encode(digest()), *order)
        Publisher(log, folder / "out").step(0)
        assert files(folder / "out")["ai-utc-en/2026-03-17/digest.json"] == revisions[1]


def test_other_bytes_of_a_published_revision_replace_nothing(tmp_path: Path) -> None:
    log, value = new_log(tmp_path), encode(digest())
    send(log, value, encode(digest(headline=headline("Another page"))))
    Publisher(log, tmp_path / "out").step(0)
    assert files(tmp_path / "out")["ai-utc-en/2026-03-17/digest.json"] == value


def test_it_goes_on_where_it_was_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    send(log, encode(digest()))
    Publisher(log, tmp_path / "out").step(0)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*")}
    again = Publisher(log, tmp_path / "out", again=True)
    assert again.step(0) == 0
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*")} == before
    send(log, encode(digest(day="2026-03-18")))
    assert Publisher(log, tmp_path / "out").step(0) == 1


class Interrupted(list[Entry]):
    """Entries during the first of which somebody wants the publisher to stop."""

    def __init__(self, entries: list[Entry], stop: Callable[[], None]) -> None:
        super().__init__(entries)
        self.stop = stop

    def __iter__(self) -> Iterator[Entry]:
        for n, entry in enumerate(super().__iter__()):
            if n == 1:
                self.stop()
            yield entry


class Stopping(SqliteLog):
    """A log whose reader is told to stop while it has the first entry in hand."""

    stop: Callable[[], None]

    def read(self, *args: Any, **options: Any) -> list[Entry]:
        return Interrupted(super().read(*args, **options), self.stop)


def test_a_stop_finishes_the_digest_in_hand_and_keeps_the_place(tmp_path: Path) -> None:
    send(new_log(tmp_path), *(encode(digest(day=f"2026-03-1{n}")) for n in range(5)))
    log = Stopping.open(f"sqlite:///{tmp_path / 'log.db'}")
    publisher = Publisher(log, tmp_path / "out")
    log.stop = publisher.stop
    assert publisher.step(0) == 1
    assert {path.split("/")[1] for path in files(tmp_path / "out")} == {"2026-03-10"}
    assert log.committed(publisher.group, DIGESTS_FINAL.name, 0) == 1
    log.stop = lambda: None
    assert Publisher(log, tmp_path / "out").step(0) == 4


def test_a_page_that_a_stop_left_out_is_written_at_the_next_start(tmp_path: Path) -> None:
    log, value = new_log(tmp_path), encode(digest())
    send(log, value)
    write_whole(tmp_path / "out/ai-utc-en/2026-03-17/digest.json", value)
    Publisher(log, tmp_path / "out").step(0)
    assert "ai-utc-en/2026-03-17/digest.md" in files(tmp_path / "out")


def test_corrections_lie_beside_their_digest(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    value = encode(
        Correction(
            edition="ai-utc-en",
            day="2026-03-17",
            revision=1,
            at=1,
            reason="deleted",
            posts=("p",),
            sentences=("s",),
            digest_sha256="a",
            supersedes_sha256="b",
        )
    )
    send(log, value, channel=CORRECTIONS.name)
    assert Publisher(log, tmp_path / "out").step(0) == 1
    assert files(tmp_path / "out") == {"ai-utc-en/2026-03-17/correction-1.json": value}


def test_what_is_no_digest_is_passed_over(tmp_path: Path) -> None:
    log = new_log(tmp_path)
    evil = encode(digest(edition="../../evil"))
    send(log, b"{", b"\xff", evil, encode(digest(day="../2026-03-17")), encode(digest()))
    assert Publisher(log, tmp_path / "out").step(0) == 1
    assert {path.split("/")[0] for path in files(tmp_path / "out")} == {"ai-utc-en"}
    assert not (tmp_path / "evil").exists()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=30), st.text(max_size=12))
def test_no_name_leads_out_of_the_folder(edition: str, day: str) -> None:
    root = Path("/root/of/digests")
    try:
        folder = folder_of(root, edition, day)
    except Unpublishable:
        return
    assert folder.resolve().parent.parent == root


def test_writing_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.json"
    assert write_whole(path, b"one")
    assert not write_whole(path, b"one")
    assert write_whole(path, b"two")
    assert [p.name for p in path.parent.iterdir()] == ["b.json"]
