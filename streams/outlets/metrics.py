"""Figures as Prometheus reads them (text exposition format 0.0.4)."""

from collections.abc import Iterator

from schemas.metrics import METRICS
from streams.outlets.figures import Figures

Sample = tuple[str, tuple[str, ...], float]


def exposition(figures: Figures) -> str:
    """All metrics of the catalogue, in its order, with those samples that there are."""
    samples = list(_samples(figures))
    lines: list[str] = []
    for metric in METRICS:
        lines.append(f"# HELP {metric.name} {metric.meaning}")
        lines.append(f"# TYPE {metric.name} {metric.kind}")
        lines += [
            f"{name}{{{_labels(metric.labels, values)}}} {value:.15g}"
            for name, values, value in samples
            if name == metric.name
        ]
    return "\n".join(lines) + "\n"


def _samples(figures: Figures) -> Iterator[Sample]:
    for lag in figures.lags:
        where = (lag.channel, str(lag.partition))
        yield "digest_consumer_lag_records", where, lag.records
        yield "digest_consumer_lag_seconds", where, lag.seconds
    for intake in figures.intakes:
        who = (intake.name, intake.state)
        yield "digest_intake_promise_timestamp_seconds", who, intake.until / 1000
        silence = max(figures.now - intake.heard, 0) / 1000
        yield "digest_intake_silence_seconds", who, silence
    for desk, time in figures.desk_times().items():
        yield "digest_watermark_timestamp_seconds", (desk,), time / 1000
    for edition, final in sorted(figures.finals.items()):
        yield "digest_last_publish_timestamp_seconds", (edition,), final.window.end / 1000
        yield "digest_final_revision", (edition,), final.revision
        yield "digest_late_events", (edition,), final.coverage.late
        for reason, count in sorted(final.coverage.refused.items()):
            yield "digest_refused_events", (edition, reason), count
        yield "digest_gap_records", (edition,), sum(gap.records for gap in final.coverage.gaps)


def _labels(names: tuple[str, ...], values: tuple[str, ...]) -> str:
    return ",".join(f'{name}="{_safe(value)}"' for name, value in zip(names, values, strict=True))


def _safe(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
