"""Channels on a Kafka: made as `schemas` describes them, and compared with what is there."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource
from kafka.errors import TopicAlreadyExistsError

from schemas.channels import RECORD_BYTES, Channel
from streams.adapters.log import Difference

COMPACT = {"segment.bytes": str(64 << 20), "min.cleanable.dirty.ratio": "0.2"}
"""Kafka never compacts the segment it writes to: keep that small, or old values pile up."""


def create(
    admin: KafkaAdminClient, channels: Sequence[Channel], counts: Mapping[str, int], prefix: str
) -> list[Difference]:
    """Create the channels that are missing, and say what differs on the others."""
    there = set(admin.list_topics())
    missing = [channel for channel in channels if prefix + channel.name not in there]
    for channel in missing:
        _create_one(admin, channel, counts[channel.name], prefix + channel.name)
    if missing:
        admin.wait_for_topics([prefix + channel.name for channel in missing])
    return differences(admin, channels, counts, prefix)


def differences(
    admin: KafkaAdminClient, channels: Sequence[Channel], counts: Mapping[str, int], prefix: str
) -> list[Difference]:
    """What existing channels have otherwise than they should."""
    names = [prefix + channel.name for channel in channels]
    partitions = {t["name"]: len(t["partitions"]) for t in admin.describe_topics(names)}
    wanted = [*_wanted(channels[0]), "max.message.bytes"] if channels else []
    resources = [ConfigResource("TOPIC", name, wanted) for name in names]
    configs = admin.describe_configs(resources, config_filter="all").get("topic", {})
    found: list[Difference] = []
    for channel, name in zip(channels, names, strict=True):
        got = {key: str(value["value"]) for key, value in configs.get(name, {}).items()}
        got["partitions"] = str(partitions.get(name, 0))
        found.extend(_compare(channel, counts[channel.name], got))
    return found


def _create_one(admin: KafkaAdminClient, channel: Channel, count: int, name: str) -> None:
    configs = _wanted(channel) | (COMPACT if channel.cleanup == "compact" else {})
    with suppress(TopicAlreadyExistsError):  # somebody was faster: compared like any other
        admin.create_topics({name: {"num_partitions": count, "configs": configs}})


def _wanted(channel: Channel) -> dict[str, str]:
    return {"cleanup.policy": channel.cleanup, "retention.ms": str(channel.retention)}


def _compare(channel: Channel, count: int, got: Mapping[str, Any]) -> Iterable[Difference]:
    expected = {"partitions": str(count)} | _wanted(channel)
    for what, value in expected.items():
        if got.get(what) != value:
            yield Difference(channel.name, what, value, str(got.get(what)))
    largest = int(got.get("max.message.bytes") or 0)
    if largest < RECORD_BYTES:
        yield Difference(channel.name, "max.message.bytes", f">= {RECORD_BYTES}", str(largest))
