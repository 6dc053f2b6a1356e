"""Laws of flat files: a column a field, times from the order where none are told, nothing lost."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codec import decode_record, encode
from schemas.records import Counters, InputRefused, PostCreated
from streams.sources import lines as line_reader
from streams.sources.flat import FlatFile
from streams.sources.source import Draft
from streams.sources.times import UNKNOWN


def read(folder: Path, content: bytes, name: str = "f.jsonl", cursor: str = "") -> list[Draft]:
    (folder / name).write_bytes(content)
    return list(FlatFile(folder / name).read(cursor))


def rows(*posts: dict[str, object]) -> bytes:
    return b"".join(json.dumps(post).encode() + b"\n" for post in posts)


def post(draft: Draft) -> PostCreated:
    assert isinstance(draft.record, PostCreated)
    return draft.record


def test_columns_become_a_post_with_one_snapshot_of_its_counters(tmp_path: Path) -> None:
    columns = {"id": 7, "text": "hi", "author": "ann", "name": "Ann", "ts": "2022-11-20T16:07:41Z"}
    (draft,) = read(tmp_path, rows(columns | {"likes": 3, "quotes": "2", "lang": "en"}))
    found = post(draft)
    assert (found.post, found.root, found.id, found.text, found.lang) == ("7", "7", "7", "hi", "en")
    assert (found.author.id, found.author.handle, found.author.name) == ("ann", "ann", "Ann")
    assert found.counters == Counters(like=3, quote=2)
    assert draft.time == found.event_time == 1_668_960_461_000


def test_a_post_without_an_author_is_by_nobody_that_is_known(tmp_path: Path) -> None:
    for draft in read(tmp_path, rows({"text": "hi"}, {"text": "ho", "author": "", "id": 9})):
        found = post(draft)
        assert (found.author.id, found.author.handle) == ("", "")
        assert decode_record(encode(found)) == found


def test_a_file_without_times_gets_one_post_a_second(tmp_path: Path) -> None:
    by_row = read(tmp_path, rows({"text": "a"}, {"text": "b"}, {"text": "c"}))
    by_seq = read(tmp_path, rows({"text": "a", "seq": 0}, {"text": "b", "seq": 5}))
    assert [draft.time - UNKNOWN for draft in by_row] == [0, 1000, 2000]
    assert [draft.time - UNKNOWN for draft in by_seq] == [0, 5000]


def test_csv_and_json_lines_say_the_same(tmp_path: Path) -> None:
    table = 'id,text,ts,likes\n1,"two\nlines, ""quoted""",1668960461,4\n2,é,1668960462.5,\n'
    as_csv = read(tmp_path, table.encode(), "f.csv")
    as_json = read(
        tmp_path,
        rows(
            {"id": "1", "text": 'two\nlines, "quoted"', "ts": 1668960461, "likes": 4},
            {"id": "2", "text": "é", "ts": 1668960462.5},
        ),
    )
    assert [draft.record for draft in as_csv] == [draft.record for draft in as_json]


def test_ids_that_are_missing_are_the_same_at_each_reading(tmp_path: Path) -> None:
    content = rows({"text": "a"}, {"text": "a"})
    once, again = read(tmp_path, content), read(tmp_path, content)
    assert [d.record.id for d in once] == [d.record.id for d in again]
    assert once[0].record.id != once[1].record.id


def test_reading_on_from_where_a_second_begins_gives_the_rest(tmp_path: Path) -> None:
    content = rows(*({"text": str(i), "ts": 1_700_000_000 + i} for i in range(50)))
    content += b"{broken\n" + rows({"text": "z", "ts": 1_700_000_100})
    whole = read(tmp_path, content)
    for place, draft in enumerate(whole[:-1]):
        if isinstance(whole[place + 1].record, InputRefused):
            continue  # it has no time, and so begins no second
        rest = list(FlatFile(tmp_path / "f.jsonl").read(draft.cursor))
        assert rest == whole[place + 1 :]


def test_times_that_go_back_stay_at_the_latest_so_far(tmp_path: Path) -> None:
    times = [100_000, 103_000, 101_000, 104_000]
    drafts = read(tmp_path, rows(*({"text": "x", "ts": t} for t in times)))
    assert [draft.time // 1000 for draft in drafts] == [100_000, 103_000, 103_000, 104_000]


def test_one_clock_from_another_century_moves_nobody(tmp_path: Path) -> None:
    times = [1_700_000_000 + i for i in range(40)]
    for place in (0, 7, 39):
        odd = [*times]
        odd[place] = 7_000_000_000
        drafts = read(tmp_path, rows(*({"text": "x", "ts": t} for t in odd)))
        assert max(draft.time for draft in drafts) < 1_700_000_100_000


def test_a_giant_line_is_hashed_and_refused(tmp_path: Path) -> None:
    giant = b'{"text":"' + b"x" * (line_reader.LONGEST + 5) + b'"}'
    drafts = read(tmp_path, rows({"text": "a"}) + giant + b"\n" + rows({"text": "b"}))
    kinds = [type(draft.record) for draft in drafts]
    assert kinds == [PostCreated, InputRefused, PostCreated]
    refused = drafts[1].record
    assert isinstance(refused, InputRefused)
    assert (refused.reason, refused.length) == ("too_large", len(giant))
    assert base64.b64decode(refused.head) == giant[:65_536]
    assert refused.sha256 == hashlib.sha256(giant).hexdigest()


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"7",
        b"\xff\xfe",
        b'{"text": 5}',
        b'{"id": "x"}',
        b'{"text":"a","likes":-1}',
        b'{"text":"a","likes":1e400}',
        b'{"text":"a","likes":true}',
        b'{"text":"a","ts":"yesterday"}',
        b'{"text":"a","ts":-5}',
        b'{"text":"a","seq":99999999999999}',
        b'{"text":"\\ud800"}',
        b'{"text":"a","id":{"b":1}}',
    ],
)
def test_what_makes_no_post_is_refused_and_kept(tmp_path: Path, line: bytes) -> None:
    drafts = read(tmp_path, rows({"text": "before"}) + line + b"\n" + rows({"text": "after"}))
    refused = drafts[1].record
    assert isinstance(refused, InputRefused)
    assert refused.reason == "malformed"
    assert base64.b64decode(refused.head) == line
    assert isinstance(drafts[2].record, PostCreated)


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
COLUMNS = st.sampled_from(["id", "text", "author", "ts", "seq", "likes", "lang", "url", "name"])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.dictionaries(COLUMNS, VALUES), max_size=6))
def test_each_row_is_a_valid_record_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, posts: list[dict[str, object]]
) -> None:
    drafts = read(tmp_path_factory.mktemp("any"), rows(*posts))
    assert len(drafts) == len(posts)
    for draft in drafts:
        assert decode_record(encode(draft.record)) == draft.record
