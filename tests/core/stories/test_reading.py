"""Files of posts, read as a stream."""

from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from schemas.records import Author, Counters, EngagementAdded, PostCreated, PostDeleted
from streams.commands.topics import topics
from streams.core.stories.reading import Reading
from tests.core.stories.desks import DAY, START, desk

PLACE: dict[str, Any] = {"source": "test", "at": 0, "intake": "-", "number": 0}


def read(days: int = 1) -> Reading:
    reading = Reading()
    for day in range(days):
        feed(reading, day)
    return reading


def feed(reading: Reading, day: int) -> None:
    for post in desk(1 + day).posts:
        name, time = f"{post.id}{day or ''}", post.time + day * DAY
        record = PostCreated(
            **PLACE,
            id=name,
            event_time=time,
            post=name,
            root=name,
            author=Author(id=post.author),
            # Each day has words of its own, and so merges of its own.
            text=" ".join(word + "z" * day for word in post.text.split()),
            lang="en",
            counters=Counters(like=2),
        )
        reading.fold(record, time)


def test_topics_that_merged_stay_one_however_long_the_file() -> None:
    reading = read(days=1)
    merged = dict(reading._became)
    assert merged
    for day in (3, 6):
        feed(reading, day)
    assert all(reading.find(gone) == reading.find(kept) for gone, kept in merged.items())
    assert any(reading.topics.find(gone) == gone for gone in merged)


def test_every_post_is_labelled_in_the_order_of_reading() -> None:
    reading = read()
    ids = [post.id for post in desk().posts]
    assert [post for post, _ in reading.labels()] == ids
    assert [post for post, _ in reading.labels(first=True)] == ids


def test_what_is_read_again_and_unknown_posts_change_nothing() -> None:
    reading = read()
    before = list(reading.labels())
    gone = PostDeleted(**PLACE, id="x", event_time=0, post="nobody", root="nobody")
    reading.fold(gone, START + DAY)
    assert list(reading.labels()) == before


def test_deletions_and_engagement_reach_the_stories() -> None:
    reading = read()
    story = reading.stories(limit=1)[0]
    first, second = story.core[0].id, story.core[1].id
    reading.fold(PostDeleted(**PLACE, id="d", event_time=0, post=first, root=first), START + DAY)
    for actor in "ab":
        like = EngagementAdded(
            **PLACE,
            id=actor,
            event_time=0,
            post=second,
            root=second,
            engagement="like",
            actor=actor,
        )
        reading.fold(like, START + DAY)
    again = next(s for s in reading.stories(limit=5) if second in {p.id for p in s.members})
    assert first not in {post.id for post in again.members}
    assert next(p.points for p in again.members if p.id == second) == 4


def test_an_empty_reading_has_no_stories() -> None:
    assert Reading().stories(limit=5) == []


@pytest.mark.parametrize("extra", [(), ("--first",)])
def test_the_command_writes_a_line_a_post_and_a_line_a_story(
    tmp_path: Any, extra: tuple[str, ...]
) -> None:
    rows = [{"id": p.id, "text": p.text, "ts": p.time / 1000} for p in desk().posts]
    posts, out, stories = (tmp_path / name for name in ("posts.jsonl", "out", "stories"))
    posts.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    args = [str(posts), "--format", "flat", "--out", str(out), "--stories", str(stories), *extra]
    result = CliRunner().invoke(topics, args)
    assert result.exit_code == 0, result.output
    labels = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert [row["id"] for row in labels] == [row["id"] for row in rows]
    told = [orjson.loads(line) for line in stories.read_bytes().splitlines()]
    assert {"story", "title", "terms", "posts", "core"} <= told[0].keys()
    assert set(told[0]["core"]) <= {row["id"] for row in rows}


def test_a_missing_file_is_said_in_one_line(tmp_path: Any) -> None:
    result = CliRunner().invoke(topics, [str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.output
