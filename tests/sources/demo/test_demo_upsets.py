"""The demo day goes wrong where it should: edits, deletions, campaign, hostile posts, late ones."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

import msgspec
import pytest

from schemas import records
from schemas.codec import Record, canonical, decode_record
from streams.sources.demo import DemoDay, demo_day
from streams.sources.demo.clock import DAY_FROM, DAY_TO
from streams.sources.demo.hostile import MALFORMED
from streams.sources.demo.upsets import REGRETTED, UNQUOTABLE

DAY = 86_400_000
Kind = TypeVar("Kind")


@pytest.fixture(scope="module")
def demo() -> DemoDay:
    return demo_day()


@pytest.fixture(scope="module")
def told(demo: DemoDay) -> list[Record]:
    good = (msgspec.json.decode(line) for line in demo.lines if line not in MALFORMED)
    return [decode_record(canonical({**fields, "intake": "a", "number": 0})) for fields in good]


def only(kind: type[Kind], told: Iterable[object]) -> list[Kind]:
    return [record for record in told if isinstance(record, kind)]


def most_engaged(told: list[Record], demo: DemoDay, slug: str) -> str:
    likes = Counter(r.post for r in only(records.EngagementAdded, told))
    return max((p for p, s in demo.truth.items() if s == slug), key=lambda post: likes[post])


def test_the_campaign_is_young_loud_alike_and_soon_deleted(
    demo: DemoDay, told: list[Record]
) -> None:
    posts = [r for r in only(records.PostCreated, told) if demo.truth[r.post] == "campaign"]
    gone = {r.post for r in only(records.PostDeleted, told)}
    assert len({r.post for r in posts}) >= 120
    assert all(0 < r.event_time - (r.author.created or 0) < 11 * DAY for r in posts)
    assert sum(r.post in gone for r in posts) >= len(posts) / 2
    assert all("qorvex" in r.text.lower() for r in posts)


def test_a_post_that_would_have_been_quoted_is_deleted_before_the_day_closes(
    demo: DemoDay, told: list[Record]
) -> None:
    post = most_engaged(told, demo, UNQUOTABLE)
    [deleted] = [r for r in only(records.PostDeleted, told) if r.post == post]
    assert DAY_FROM < deleted.at < DAY_TO


def test_the_morning_after_deletes_the_best_posts_of_several_stories(
    demo: DemoDay, told: list[Record]
) -> None:
    late = {r.post for r in only(records.PostDeleted, told) if r.at >= DAY_TO}
    assert {most_engaged(told, demo, slug) for slug in REGRETTED} <= late


def test_posts_of_the_day_arrive_late_on_the_morning_after(told: list[Record]) -> None:
    late = [r for r in only(records.PostCreated, told) if r.event_time < DAY_TO - DAY / 24 < r.at]
    assert len(late) >= 5
    assert all(r.at - r.event_time < DAY for r in late)


def test_edits_name_a_known_root_and_one_changes_a_fact(demo: DemoDay, told: list[Record]) -> None:
    created = {r.post: r for r in only(records.PostCreated, told)}
    edits = only(records.PostEdited, told)
    assert len({r.id for r in edits}) >= 40
    assert all(demo.truth[r.root] == demo.truth[r.post] for r in edits)
    changed = [r for r in edits if "240 postes" in r.text]
    assert changed
    assert all("420 postes" in created[r.root].text for r in changed)


def test_edits_move_posts_into_and_out_of_the_desk(told: list[Record]) -> None:
    created = {r.post: r for r in only(records.PostCreated, told)}
    edits = only(records.PostEdited, told)
    tags = [(bool({"IA", "AI"} & set(created[r.root].tags)), bool(r.tags)) for r in edits]
    assert (True, False) in tags
    assert (False, True) in tags


def test_one_post_stays_withheld_and_one_comes_back(told: list[Record]) -> None:
    withheld = {r.post for r in only(records.PostWithheld, told)}
    restored = {r.post for r in only(records.PostRestored, told)}
    assert len(withheld) == 2
    assert len(restored) == 1
    assert restored < withheld


def test_one_author_stays_hidden_and_one_comes_back(told: list[Record]) -> None:
    hidden = {r.author for r in only(records.AuthorHidden, told)}
    back = {r.author for r in only(records.AuthorRestored, told)}
    assert back < hidden


def test_some_things_arrive_in_the_wrong_order(told: list[Record]) -> None:
    born = {r.post: r.at for r in reversed(only(records.PostCreated, told))}
    assert any(r.at < born[r.post] for r in only(records.PostDeleted, told))
    assert sum(r.at < born[r.post] for r in only(records.EngagementAdded, told)) >= 3


def test_hostile_posts_bring_html_bidi_orders_and_forged_quotes(
    demo: DemoDay, told: list[Record]
) -> None:
    texts = "\n".join(
        r.text for r in only(records.PostCreated, told) if demo.truth[r.post] == "hostile"
    )
    for sign in (
        "<script>",
        "onerror=",
        "\u202e",
        "\u200b",
        "\u0000",
        "gnore previous instructions",
        "(9999 points)",
        "](javascript:",
        '{"kind":"final"',
    ):
        assert sign in texts, sign
