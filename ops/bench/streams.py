"""Files of posts as streams: texts, times, labels."""

import json
import random
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

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
        rows = [json.loads(line) for line in lines]
    labels = None if rows[0]["label"] is None else [str(row["label"]) for row in rows]
    times = [_seconds(row, number) for number, row in enumerate(rows)]
    return Stream(name, [row["text"] for row in rows], times, labels, name in CLEANED)


def mixed(folder: Path) -> Stream:
    """The raw files shuffled together, a post a second."""
    texts = [text for name in RAW for text in read(folder, name).texts]
    random.Random(SEED).shuffle(texts)
    return Stream("mixed", texts, [float(n) for n in range(len(texts))], None, cleaned=False)


def _seconds(row: dict[str, str], number: int) -> float:
    if "ts" not in row:
        return float(number)
    return datetime.fromisoformat(row["ts"]).timestamp()
