"""Files of posts as streams: texts, times, labels."""

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

CLEANED = ("tweets_t", "news_t", "mstream_news")
"""Sets of the literature: their text is stemmed and cleaned already, and split at blanks."""
RAW = ("maymac_70min", "fifa2022_day", "hn_20k", "bluesky_8k")
SEED = 7


class Stream(NamedTuple):
    """Posts in their order: texts, seconds (the running number where a file has no times),
    labels (None where a file has none)."""

    name: str
    texts: list[str]
    times: list[float]
    labels: list[str] | None
    cleaned: bool


def read(folder: Path, name: str) -> Stream:
    """One file of the folder."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        rows = [_row(json.loads(line), number) for number, line in enumerate(lines)]
    texts, times, labels = map(list, zip(*rows, strict=True))
    return Stream(name, texts, times, None if labels[0] is None else labels, name in CLEANED)


def mixed(folder: Path) -> Stream:
    """The raw files shuffled together, a post a second."""
    texts = [text for name in RAW for text in read(folder, name).texts]
    random.Random(SEED).shuffle(texts)
    return Stream("mixed", texts, [float(n) for n in range(len(texts))], None, cleaned=False)


def _row(row: dict[str, Any], number: int) -> tuple[str, float, str | None]:
    time = datetime.fromisoformat(row["ts"]).timestamp() if "ts" in row else float(number)
    return row["text"], time, None if row["label"] is None else str(row["label"])
