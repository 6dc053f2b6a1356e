"""Laws of record files: places may be missing, promises of other logs are not repeated."""

import base64
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codec import decode_record, encode
from schemas.records import InputRefused, PostDeleted
from streams.sources.demo import demo_day
from streams.sources.lines import Line
from streams.sources.places import placed, unfit, value_of
from streams.sources.records import RecordFile, read_record

GONE = b'{"kind":"post_deleted","source":"x","id":"d","event_time":5,"post":"p","root":"p"}'
TICK = (
    b'{"kind":"tick","source":"i","id":"t","event_time":9,"at":9,"intake":"i","number":1,'
    b'"until":9000}'
)


def read(folder: Path, *lines: bytes) -> list[object]:
    (folder / "r.jsonl").write_bytes(b"\n".join(lines))
    return [draft.record for draft in RecordFile(folder / "r.jsonl").read("")]


def test_a_record_without_a_place_is_read_with_its_own_time(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(GONE)
    (draft,) = RecordFile(tmp_path / "r.jsonl").read("")
    assert isinstance(draft.record, PostDeleted)
    assert draft.time == 5


def test_promises_of_another_log_are_passed_over(tmp_path: Path) -> None:
    assert [type(record) for record in read(tmp_path, TICK, GONE)] == [PostDeleted]


def test_the_demo_day_is_read_without_a_loss() -> None:
    day = demo_day()
    read_back = [read_record(Line(n, raw, None), "demo") for n, raw in enumerate(day.lines)]
    refused = [r for r in read_back if isinstance(r, InputRefused)]
    assert 5 <= len(refused) <= 60
    for record, raw in zip(read_back, day.lines, strict=True):
        if isinstance(record, InputRefused):
            assert base64.b64decode(record.head) == raw


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.binary(max_size=30), st.integers(0, len(GONE)), st.integers(0, 30))
def test_any_bytes_are_a_valid_record_or_kept_with_a_reason(
    noise: bytes, place: int, cut: int
) -> None:
    raw = GONE[:place] + noise + GONE[place + cut :]
    record = read_record(Line(1, raw, None), "s")
    if isinstance(record, InputRefused):
        assert (base64.b64decode(record.head), record.length) == (raw, len(raw))
        assert record.reason == "malformed"
    else:
        assert decode_record(encode(record)) == record


def test_what_cannot_be_written_is_refused_with_what_it_was_made_of() -> None:
    record = decode_record(
        GONE.replace(b'"event_time":5', b'"event_time":5,"at":5,"intake":"i","number":1')
    )
    torn = msgspec.structs.replace(record, post="\ud800", root="\ud800")
    assert value_of(torn) is None
    kept = placed(unfit(torn), 7, "i", 2)
    assert isinstance(kept, InputRefused)
    assert kept.reason == "malformed"
    assert b"ud800" in base64.b64decode(kept.head)
    assert value_of(kept) is not None
