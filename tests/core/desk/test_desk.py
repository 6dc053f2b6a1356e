"""A desk's day: rolling pages, one final a day and edition, amendments."""

import hashlib
from collections.abc import Sequence

import msgspec
import pytest

from schemas.codec import encode
from schemas.digests import Correction, Digest
from schemas.handovers import Handover, Second
from streams.core.desk import Desks
from streams.core.fold import Corrupt, Output
from tests.core.desk.hands import (
    DAY,
    EDITION,
    NOON,
    Shards,
    gone,
    likes,
    order,
    post,
    second,
    settings,
    word,
)

MIDNIGHT = NOON + DAY // 2
CLOSE = MIDNIGHT + EDITION.grace * 1000
HERON = [
    "heron model",
    "free weights",
    "open licence",
    "laptop",
    "download",
    "French",
    "school",
    "benchmarks",
    "memory",
    "students",
    "release notes",
    "fine-tuning",
    "grammar",
]
CHAT = [
    "lunch",
    "train",
    "rain",
    "coffee",
    "weekend",
    "garden",
    "bicycle",
    "concert",
    "recipe",
    "football",
    "museum",
    "holiday",
    "neighbour",
    "cat",
    "market",
    "keyboard",
    "novel",
]


def say(n: int) -> str:
    """What the nth person says: one of three speaks of the heron, the others of anything."""
    pool = CHAT if n % 3 else HERON[1:]
    one, two, three = (pool[(n * k + n // 5) % len(pool)] for k in (1, 5, 7))
    if n % 3:
        return f"My {one} and the {two} made me forget the {three} today."
    return f"The heron model surprised us: {one} and {two} matter more than {three}."


class Story:
    """An afternoon in which one story is told, on one shard."""

    def __init__(self, count: int = 60) -> None:
        self.shards = Shards()
        self.links = [self.shards.hand(0, NOON + 1000, second(NOON, order(NOON), read=1))]
        for n in range(1, count):
            row = post(NOON + 60_000 * n, n, say(n))
            at = row.stamp[0]
            told = second(at, row, likes(row.post, 200 - n), read=2, posts=1, admitted=1)
            self.hand(at + 1000, told)

    def hand(self, until: int, *seconds: Second) -> "Story":
        self.links.append(self.shards.hand(0, until, *seconds))
        return self

    def close(self) -> "Story":
        return self.hand(CLOSE)


def play(links: Sequence[bytes], desks: Desks | None = None) -> list[Output]:
    desks = desks or Desks(0)
    return [output for link in links for output in desks.fold(b"ai", link)]


def finals(outputs: Sequence[Output]) -> list[Digest]:
    values = [o.value for o in outputs if o.channel == "digests.final"]
    return [msgspec.json.decode(value, type=Digest) for value in values]


def rolling(outputs: Sequence[Output]) -> list[Digest]:
    values = [o.value for o in outputs if o.channel == "digests.rolling"]
    return [msgspec.json.decode(value, type=Digest) for value in values]


def test_a_day_closes_once_when_close_and_grace_have_been_folded() -> None:
    assert finals(play(Story().links)) == []
    (final,) = finals(play(Story().close().links))
    assert (final.kind, final.day, final.as_of) == ("final", "2026-03-17", CLOSE)
    assert (final.coverage.records, final.coverage.read) == (119, 59)
    assert final.coverage.admitted == 59
    assert final.coverage.authors == 59
    assert "heron" in final.stories[0].terms
    assert final.stories[0].quote is not None


def test_a_rolling_digest_follows_every_minute_in_which_something_changed() -> None:
    pages = rolling(play(Story(count=6).links))
    assert [digest.revision for digest in pages] == list(range(1, len(pages) + 1))
    minutes = [digest.as_of for digest in pages]
    assert minutes == sorted(set(minutes))
    assert all(minute % 60_000 == 0 for minute in minutes)


def test_a_quiet_day_gets_a_digest_too_chained_to_the_day_before() -> None:
    outputs = play(Story().close().hand(CLOSE + 2 * DAY).links)
    values = [o.value for o in outputs if o.channel == "digests.final"]
    digests = finals(outputs)
    assert [d.day for d in digests] == ["2026-03-17", "2026-03-18", "2026-03-19"]
    assert digests[1].stories == ()
    assert digests[1].previous == hashlib.sha256(values[0]).hexdigest()
    assert digests[1].coverage.read == 0
    # Nobody read, so nobody knows whether it was quiet.
    assert digests[1].headline.text == "This edition carries no story"
    assert digests[1].dek.text == "No post was read."


def test_a_deletion_leaves_the_rolling_digest_at_the_next_revision() -> None:
    told, at = Story(), NOON + 70 * 60_000
    before = rolling(play(told.links))[-1]
    quote = before.stories[0].quote
    assert quote is not None
    told.hand(at + 60_000, second(at, gone(at, 90, quote.post)))
    after = rolling(play(told.links))[-1]
    assert after.revision > before.revision
    assert f'"{quote.post}"'.encode() not in encode(after)


@pytest.mark.parametrize("why", ["deleted", "withdrawn", "hidden", "author"])
def test_what_may_not_be_shown_any_more_amends_the_final(why: str) -> None:
    told = Story().close()
    (final,) = finals(play(told.links))
    quote = final.stories[0].quote
    assert quote is not None
    at = CLOSE + 5000
    row = {
        "deleted": gone(at, 90, quote.post),
        "withdrawn": gone(at, 90, quote.post, "withdrawn"),
        "hidden": word(at, 90, kind="order_hide_post", post=quote.post),
        "author": word(at, 90, kind="author_hidden", author=quote.author),
    }[why]
    outputs = play(told.hand(at + 1000, second(at, row)).links)
    before, after = (o for o in outputs if o.channel == "digests.final")
    amended = msgspec.json.decode(after.value, type=Digest)
    assert (amended.kind, amended.revision) == ("amended", 1)
    assert quote.text.encode() not in after.value
    (sent,) = (o for o in outputs if o.channel == "corrections")
    correction = msgspec.json.decode(sent.value, type=Correction)
    assert correction.posts == (quote.post,)
    assert correction.supersedes_sha256 == hashlib.sha256(before.value).hexdigest()
    assert correction.digest_sha256 == hashlib.sha256(after.value).hexdigest()


def test_a_post_that_was_hidden_before_it_came_is_not_printed() -> None:
    told = Story().close()
    (final,) = finals(play(told.links))
    quote = final.stories[0].quote
    assert quote is not None
    hidden = Story(count=2)
    hidden.shards.chains[0].clear()
    first = second(NOON, order(NOON), word(NOON, 90, kind="order_hide_post", post=quote.post))
    links = [hidden.shards.hand(0, NOON + 1000, first)]
    handovers = [msgspec.json.decode(link, type=Handover) for link in told.links[1:]]
    links += [hidden.shards.hand(0, link.until, *link.seconds) for link in handovers]
    (without,) = finals(play(links))
    assert quote.text.encode() not in encode(without)


def test_a_late_post_is_counted_and_shown_and_not_folded_into_its_day() -> None:
    at = CLOSE + 5000
    late = post(at, 95, "The heron came late.", event_time=NOON)
    told = Story().close().hand(CLOSE + DAY, second(at, late))
    today, tomorrow = finals(play(told.links))
    assert today.coverage.late == 0
    assert (tomorrow.coverage.late, tomorrow.coverage.admitted) == (1, 0)
    assert tomorrow.stories == ()


def test_a_post_that_comes_in_the_grace_counts_with_its_author_in_its_own_day_alone() -> None:
    at = CLOSE - 30_000
    told = Story()
    told.hand(at + 1000, second(at, post(at, 95, "The heron was early."), posts=1, admitted=1))
    today, tomorrow = finals(play(told.close().hand(CLOSE + DAY).links))
    assert (today.coverage.admitted, today.coverage.authors) == (59, 59)
    assert (tomorrow.coverage.admitted, tomorrow.coverage.authors) == (1, 1)


def test_an_edition_that_begins_counts_what_its_desk_knows_of_the_day() -> None:
    at = NOON + 70 * 60_000
    another = msgspec.structs.replace(EDITION, name="another")
    told = Story().hand(at + 1000, second(at, order(at, settings(EDITION, another), number=91)))
    one, two = finals(play(told.close().links))
    assert (one.edition, two.edition) == ("ai-utc-en", "another")
    assert one.coverage == two.coverage
    assert two.coverage.authors == 59


def test_settings_in_the_middle_of_a_day_keep_the_open_day() -> None:
    at = NOON + 70 * 60_000
    changed = msgspec.structs.replace(EDITION, close="22:00", grace=0)
    word_row = order(at, settings(changed), number=91)
    told = Story().hand(MIDNIGHT, second(at, word_row))
    (final,) = finals(play(told.links))
    assert (final.window.start, final.window.end) == (NOON - DAY // 2, MIDNIGHT - 7_200_000)


def test_a_desk_restored_anywhere_prints_what_it_would_have_printed() -> None:
    whole, broken = Desks(0), Desks(0)
    for link in Story(count=40).close().links:
        assert list(whole.fold(b"ai", link)) == list(broken.fold(b"ai", link))
        state = msgspec.msgpack.decode(msgspec.msgpack.encode(broken.snapshot()))
        broken = Desks(0).restore(state)


def test_rubbish_among_hand_overs_stops_the_desk_and_says_what_to_do() -> None:
    with pytest.raises(Corrupt, match="choose a new BOUCLAGE_PREFIX"):
        list(Desks(0).fold(b"ai", b"{}"))
