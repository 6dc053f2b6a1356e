"""Every metric in one place: its name, kind, labels and meaning. Docs and alerts are tested on it.

Names begin with `digest_`. No post or author is ever a label.
"""

from typing import Literal, NamedTuple


class Metric(NamedTuple):
    """One metric, as Prometheus names kinds; units stand at the end of the name."""

    name: str
    kind: Literal["gauge", "counter"]
    labels: tuple[str, ...]
    meaning: str


METRICS = (
    Metric(
        "digest_consumer_lag_records",
        "gauge",
        ("channel", "partition"),
        "records from the newest snapshot to the end of the partition",
    ),
    Metric(
        "digest_consumer_lag_seconds",
        "gauge",
        ("channel", "partition"),
        "age of the oldest record that no snapshot holds",
    ),
    Metric(
        "digest_intake_promise_timestamp_seconds",
        "gauge",
        ("intake", "state"),
        "the second up to which the intake has ticked",
    ),
    Metric(
        "digest_intake_silence_seconds",
        "gauge",
        ("intake", "state"),
        "time since the intake was heard",
    ),
    Metric(
        "digest_watermark_timestamp_seconds",
        "gauge",
        ("desk",),
        "the second that every shard has handed over to the desk",
    ),
    Metric(
        "digest_last_publish_timestamp_seconds",
        "gauge",
        ("edition",),
        "the close of the last day that has a final digest",
    ),
    Metric(
        "digest_final_revision",
        "gauge",
        ("edition",),
        "amendments of the last final digest",
    ),
    Metric(
        "digest_late_events",
        "gauge",
        ("edition",),
        "late posts in the coverage of the last final digest",
    ),
    Metric(
        "digest_refused_events",
        "gauge",
        ("edition", "reason"),
        "refused records in the coverage of the last final digest",
    ),
    Metric(
        "digest_gap_records",
        "gauge",
        ("edition",),
        "records that the log had lost, in the coverage of the last final digest",
    ),
)
