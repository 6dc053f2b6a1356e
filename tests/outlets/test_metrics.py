"""Metrics are a closed list: documented, printed, and all that alerts may name."""

import re
from pathlib import Path

from schemas.metrics import METRICS
from streams.outlets.figures import Figures, Intake, Lag, Shard
from streams.outlets.metrics import exposition
from tests.outlets.pages import digest

ROOT = Path(__file__).parents[2]
NAMES = {metric.name for metric in METRICS}
FIGURES = Figures(
    now=100_000,
    intakes=[Intake('odd "name"', 1, 90_000, 95_000, "live")],
    shards=[Shard(0, "ai", 80_000, 95_000)],
    lags=[Lag("posts", 0, 7, 3)],
    finals={"ai-paris-fr": digest()},
)


def test_the_page_tells_every_metric_and_no_other() -> None:
    page = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(digest_\w+)`", page)) == NAMES
    for metric in METRICS:
        assert f"| `{metric.name}` | {', '.join(metric.labels)} | {metric.meaning} |" in page


def test_alerts_name_metrics_that_exist() -> None:
    rules = (ROOT / "ops" / "alerts.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"digest_\w+", rules))
    assert named
    assert named <= NAMES


def test_what_is_printed_is_in_the_catalogue_with_its_labels() -> None:
    printed = exposition(FIGURES)
    labels = {metric.name: metric.labels for metric in METRICS}
    samples = [line for line in printed.splitlines() if not line.startswith("#")]
    for line in samples:
        name = line.partition("{")[0]
        assert tuple(re.findall(r'(\w+)="', line)) == labels[name]
    assert 'digest_consumer_lag_records{channel="posts",partition="0"} 7' in samples
    silence = 'digest_intake_silence_seconds{intake="odd \\"name\\"",state="live"} 5'
    assert silence in samples
    assert {line.partition("{")[0] for line in samples} >= NAMES - {"digest_refused_events"}
