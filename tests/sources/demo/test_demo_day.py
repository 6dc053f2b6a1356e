"""The demo day holds what it promises: shares, stories, upsets, and the same bytes everywhere."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict

import msgspec
import pytest

from schemas import records
from schemas.codec import Record, canonical, decode_record
from streams.sources.demo import DemoDay, demo_day
from streams.sources.demo.clock import DAY_FROM, DAY_TO, HOUR, MIDNIGHT
from streams.sources.demo.hostile import MALFORMED
from streams.sources.demo.pages import stories

NO_STORY = {"-", "campaign", "hostile"}


@pytest.fixture(scope="module")
def demo() -> DemoDay:
    return demo_day()


@pytest.fixture(scope="module")
def told(demo: DemoDay) -> list[Record]:
    """All records, once an intake has given them a place."""
    found = []
    for number, line in enumerate(demo.lines):
        if line not in MALFORMED:
            fields = msgspec.json.decode(line)
            found.append(decode_record(canonical({**fields, "intake": "a", "number": number})))
    return found


@pytest.fixture(scope="module")
def created(told: list[Record]) -> list[records.PostCreated]:
    return list({r.id: r for r in told if isinstance(r, records.PostCreated)}.values())


def placed(line: bytes) -> Record:
    given = {"at": 1, "intake": "a", "number": 1}
    record: Record = msgspec.convert(given | msgspec.json.decode(line), Record)
    return record


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", re.sub(r"#\w+", "", text.lower())))


def test_a_seed_gives_the_same_bytes_under_any_hash_seed(demo: DemoDay) -> None:
    code = (
        "import hashlib; from streams.sources.demo import demo_day; d = demo_day();"
        "print(hashlib.sha256(b'\\n'.join(d.lines) + repr(d.truth).encode()).hexdigest())"
    )
    mine = hashlib.sha256(b"\n".join(demo.lines) + repr(demo.truth).encode()).hexdigest()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == mine


def test_another_seed_gives_another_day(demo: DemoDay) -> None:
    assert demo_day(8).lines != demo.lines


def test_a_line_is_one_line_and_all_but_the_malformed_decode(
    demo: DemoDay, told: list[Record]
) -> None:
    assert all(b"\n" not in line for line in demo.lines)
    assert len(told) == len(demo.lines) - len(MALFORMED)


def test_a_line_is_canonical_and_has_an_arrival_but_no_intake(demo: DemoDay) -> None:
    for line in demo.lines:
        if line not in MALFORMED:
            fields = msgspec.json.decode(line)
            assert line == canonical(fields)
            assert not {"intake", "number"} & fields.keys()


def test_a_malformed_line_is_no_record_even_with_a_place(demo: DemoDay) -> None:
    assert Counter(line for line in demo.lines if line in MALFORMED) == Counter(MALFORMED)
    for line in MALFORMED:
        with pytest.raises((msgspec.MsgspecError, TypeError, UnicodeError, RecursionError)):
            placed(line)


def test_lines_come_in_order_of_arrival(told: list[Record]) -> None:
    arrivals = [record.at for record in told]
    assert arrivals == sorted(arrivals)


def test_ids_are_unique_but_for_what_networks_sent_twice(told: list[Record]) -> None:
    again = [count for count in Counter(record.id for record in told).values() if count > 1]
    assert again == [2] * len(again)
    assert 20 <= len(again) <= 60


def test_the_day_has_ten_to_twenty_thousand_records_and_most_are_likes_and_reposts(
    told: list[Record],
) -> None:
    assert 10_000 <= len(told) <= 20_000
    loud = [r for r in told if isinstance(r, records.EngagementAdded)]
    assert 0.55 <= sum(r.engagement in ("like", "repost") for r in loud) / len(told) <= 0.65
    kinds = {type(record) for record in told}
    assert {records.EngagementRemoved, records.EngagementCounted} <= kinds


def test_a_removed_engagement_was_added_before(told: list[Record]) -> None:
    added = {r.id: r for r in told if isinstance(r, records.EngagementAdded)}
    removed = [r for r in told if isinstance(r, records.EngagementRemoved)]
    assert len(removed) >= 100
    for record in removed:
        first = added[record.removes]
        assert (first.post, first.actor, first.engagement) == (
            record.post,
            record.actor,
            record.engagement,
        )
        assert first.at < record.at


def test_at_least_thirty_stories_have_twenty_posts_on_the_day(
    demo: DemoDay, created: list[records.PostCreated]
) -> None:
    today = Counter(demo.truth[r.post] for r in created if DAY_FROM <= r.at < DAY_TO)
    big = [slug for slug, count in today.items() if count >= 20 and slug not in NO_STORY]
    assert len(big) >= 34
    assert {slug.rsplit("-", 1)[1] for slug in big} == {"fr", "en"}


def test_truth_names_every_post_and_every_planted_story(
    demo: DemoDay, created: list[records.PostCreated]
) -> None:
    planted = {story.slug for story in stories()}
    assert set(demo.truth.values()) == planted | NO_STORY
    assert {record.post for record in created} <= demo.truth.keys()


def test_a_third_of_the_posts_belong_to_no_story(demo: DemoDay) -> None:
    assert 0.3 <= Counter(demo.truth.values())["-"] / len(demo.truth) <= 0.4


def test_posts_of_a_story_differ_as_peoples_do(
    demo: DemoDay, created: list[records.PostCreated]
) -> None:
    texts = defaultdict(list)
    for record in created:
        texts[demo.truth[record.post]].append(words(record.text))
    for story in stories():
        voices: list[frozenset[str]] = []
        for text in texts[story.slug]:
            if not any(len(text & v) >= 0.8 * len(text | v) for v in voices):
                voices.append(text)
        assert len(voices) >= 0.65 * len(texts[story.slug]), story.slug


def test_no_two_stories_share_their_sentences() -> None:
    seen: dict[str, str] = {}
    for story in stories():
        assert len(story.say) >= 10
        for said in (*story.strong, *story.say, *story.bit):
            assert seen.setdefault(said.text, story.slug) == story.slug, said


def test_quotable_posts_fit_a_quote_and_are_the_most_engaged_of_their_story(
    told: list[Record], demo: DemoDay, created: list[records.PostCreated]
) -> None:
    likes: Counter[str] = Counter()
    for record in told:
        if isinstance(record, records.EngagementAdded):
            likes[record.post] += 1
        elif isinstance(record, records.EngagementCounted):
            likes[record.post] = max(likes[record.post], record.counters.like)
    for story in stories():
        strong = tuple(said.text for said in story.strong + story.eve_strong)
        assert all(130 <= len(text) <= 230 for text in strong), story.slug
        mine = [r for r in created if demo.truth[r.post] == story.slug]
        best = max(mine, key=lambda r: likes[r.post])
        assert best.text.startswith(strong), story.slug


def test_three_stories_burst(demo: DemoDay, created: list[records.PostCreated]) -> None:
    bursts = {story.slug: story for story in stories() if story.burst}
    assert len(bursts) >= 3
    for slug, story in bursts.items():
        start = MIDNIGHT + story.start * 60_000
        mine = [r.at for r in created if demo.truth[r.post] == slug]
        assert sum(start <= at < start + HOUR / 2 for at in mine) >= 0.5 * len(mine)


def test_the_night_is_quiet(told: list[Record]) -> None:
    night = sum(MIDNIGHT <= record.at < MIDNIGHT + 5 * HOUR for record in told)
    evening = sum(MIDNIGHT + 14 * HOUR <= record.at < MIDNIGHT + 19 * HOUR for record in told)
    assert 0 < night < evening / 50


def test_one_story_returns_from_an_eve_of_some_hundred_records(
    told: list[Record], demo: DemoDay, created: list[records.PostCreated]
) -> None:
    assert 500 <= sum(record.at < DAY_FROM for record in told) <= 1_000
    eve = {demo.truth[r.post] for r in created if r.at < DAY_FROM}
    today = {demo.truth[r.post] for r in created if DAY_FROM <= r.at < DAY_TO}
    assert (eve & today) - NO_STORY == {"doublage-fr"}
    assert len(eve - today) >= 2
