"""The page of a real day, labelled by hand."""

import importlib.util
import random
from pathlib import Path
from typing import Any

from streams.core.stories.reading import Reading
from streams.sources.flat import FlatFile


def test_the_page_of_a_real_day_is_made_of_stories(shared: Path) -> None:
    score, labels = _scorer(shared)
    reading, chance = Reading(), random.Random(11)
    for draft in FlatFile(shared / "data" / "fifa2022_day.jsonl").read(""):
        if chance.random() >= 0.03:
            reading.fold(draft.record, draft.time)
    page = [{"core": [p.id for p in c.core]} for c in reading.stories(limit=10, language="en")]
    purity, distinct, biggest, _ = score.front_page(labels, page)
    told = [labels[i] for story in page for i in story["core"] if i in labels]
    assert purity >= 0.75
    assert distinct >= 7
    assert biggest >= 4
    assert told.count("-") <= 0.1 * len(told)


def _scorer(shared: Path) -> tuple[Any, dict[str, str]]:
    spec = importlib.util.spec_from_file_location("scorer", shared / "score" / "front_page.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score, score.read_labels(str(shared / "data" / "fifa2022_stories.jsonl"))
