"""How good front pages are: on a real day labelled by hand, and on the demo day's planted truth.

python -m ops.bench.front_page --data DIR --score DIR

DIR of --data holds `fifa2022_day.jsonl` and `fifa2022_stories.jsonl`, DIR of --score the scorer
`front_page.py`. One run swings by ±.1 with a few posts more or less: what counts is the mean of
`RUNS` runs that each leave out another 3% of the posts.
"""

import argparse
import importlib.util
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from streams.core.stories import StoryCard
from streams.core.stories.reading import Reading
from streams.sources.demo.day import DemoDay, demo_day
from streams.sources.flat import FlatFile
from streams.sources.records import parse

RUNS, LEFT_OUT, PAGE, CARDS = 8, 0.03, 10, 40
DAY_MS = 86_400_000


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    chosen = parser.parse_args()
    real_day(chosen.data, scorer(chosen.score / "front_page.py"))
    planted_day()


def scorer(path: Path) -> Any:
    """The scoring module at this path."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def real_day(data: Path, score: Any) -> None:
    """Purity, distinct and biggest stories, share of storyless posts in cores; mean and spread."""
    labels = score.read_labels(str(data / "fifa2022_stories.jsonl"))
    drafts = list(FlatFile(data / "fifa2022_day.jsonl").read(""))
    rows = []
    for run in range(RUNS):
        chance = random.Random(run)
        reading = Reading()
        for draft in drafts:
            if chance.random() >= LEFT_OUT:
                reading.fold(draft.record, draft.time)
        began = time.process_time()
        cards = reading.stories(limit=CARDS, language="en")
        spent = time.process_time() - began
        rows.append((*measured(score, labels, cards), 1000 * spent))
    if rows:
        show(cards)
    names = ("purity", "distinct of 10", "biggest of 10", "storyless in cores", "CPU ms")
    print(f"\nfifa2022_day, the first {PAGE} of the page, {RUNS} runs without 3% of the posts")
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        mean = sum(column) / len(column)
        print(f"  {name:<20} {mean:8.3f}   {min(column):.3f} to {max(column):.3f}")


def measured(score: Any, labels: dict[str, str], cards: list[StoryCard]) -> tuple[float, ...]:
    """Purity, distinct, biggest, and the share of labelled core posts that tell no story."""
    page = [{"core": [post.id for post in card.core]} for card in cards]
    purity, distinct, biggest, _ = score.front_page(labels, page, PAGE)
    told = [labels[i] for story in page[:PAGE] for i in story["core"] if i in labels]
    return purity, distinct, biggest, told.count("-") / max(1, len(told))


def read_demo(seed: int = 7) -> tuple[DemoDay, Reading]:
    """A demo day, and all that was read of it."""
    day, reading, at = demo_day(seed), Reading(), 0
    for line in day.lines:
        try:
            record: Any = parse(line)
        except Exception:  # noqa: BLE001 - the day holds lines that are no records, on purpose
            continue
        at = max(at, getattr(record, "at", 0))
        reading.fold(record, at)
    return day, reading


def planted_day() -> None:
    """Which planted stories of 20 posts and more the French and English pages show."""
    day, reading = read_demo()
    sizes = Counter(day.truth[p.id] for p in reading.posts if p.live and p.id in day.truth)
    wanted = {slug for slug, n in sizes.items() if n >= 20 and slug not in OTHERS}
    shown: set[str] = set()
    for language in ("fr", "en"):
        cards = reading.stories(limit=CARDS, language=language)
        named = [told(day.truth, card) for card in cards]
        shown.update(named)
        wrong = [(i + 1, slug) for i, slug in enumerate(named) if slug in OTHERS]
        print(f"\ndemo day, page in {language}: {len(cards)} cards, no stories: {wrong}")
        show(cards)
    print(
        f"\nplanted stories shown: {len(wanted & shown)} of {len(wanted)}, missing:",
        sorted(wanted - shown),
    )


OTHERS = ("-", "campaign", "hostile", "?")


def told(truth: dict[str, str], card: StoryCard) -> str:
    """What most of a card's core is about."""
    named = Counter(truth.get(post.id, "?") for post in card.core)
    return min(named, key=lambda slug: (-named[slug], slug))


def show(cards: Iterable[StoryCard]) -> None:
    """A page as a reader sees it, with the heat behind it."""
    for place, card in enumerate(cards, 1):
        hot, title = card.heat, card.title.text if card.title else "-"
        parts = f"b{hot.burst} v{hot.voices} e{hot.engagement} f{hot.focus} d{hot.decay}"
        print(
            f"{place:>3} {hot.total:>6} {card.posts:>5} {title[:90]:<90} {parts} "
            f"p{hot.promotion} | {', '.join(card.terms)}"
        )


if __name__ == "__main__":
    main()
