"""The log on a real Kafka keeps the contract, and what is its own."""

from collections.abc import Callable, Iterator

import pytest
from kafka import KafkaAdminClient, TopicPartition
from kafka.partitioner.default import murmur2

from schemas.channels import CHANNELS, RECORD_BYTES
from streams.adapters.errors import LogError
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.kafka_settings import KafkaSettings, servers
from streams.adapters.log import Difference, Row
from streams.core.partition import partition_of
from tests.adapters.contract_log import LogContract, Open
from tests.adapters.contract_snapshots import SnapshotsContract

pytestmark = pytest.mark.kafka


@pytest.fixture
def open_again(kafka: str, prefix: str) -> Iterator[Callable[..., KafkaLog]]:
    opened: list[KafkaLog] = []

    def open_one(prefix: str = prefix) -> KafkaLog:
        opened.append(KafkaLog.open(kafka, prefix=prefix))
        return opened[-1]

    yield open_one
    for log in opened:
        log.close()


@pytest.fixture
def admin(kafka: str) -> Iterator[KafkaAdminClient]:
    client = KafkaAdminClient(bootstrap_servers=list(servers(kafka)))
    yield client
    client.close()


class TestKafkaLog(LogContract):
    pass


class TestKafkaSnapshots(SnapshotsContract):
    pass


def test_channels_get_the_cleanup_and_retention_of_the_schemas(
    open_again: Open, prefix: str, admin: KafkaAdminClient
) -> None:
    open_again().create(CHANNELS)
    names = [prefix + channel.name for channel in CHANNELS]
    for channel, name in zip(CHANNELS, names, strict=True):
        configs = admin.describe_configs([_resource(name)], config_filter="all")["topic"][name]
        assert configs["cleanup.policy"]["value"] == channel.cleanup
        assert configs["retention.ms"]["value"] == str(channel.retention)
        assert int(configs["max.message.bytes"]["value"]) > RECORD_BYTES


def test_a_channel_that_somebody_made_otherwise_is_told(
    open_again: Open, prefix: str, admin: KafkaAdminClient
) -> None:
    configs = {"cleanup.policy": "delete", "max.message.bytes": "1000", "retention.ms": "-1"}
    admin.create_topics({f"{prefix}snapshots": {"num_partitions": 8, "configs": configs}})
    assert open_again().create(CHANNELS) == [
        Difference("snapshots", "cleanup.policy", "compact", "delete"),
        Difference("snapshots", "max.message.bytes", f">= {RECORD_BYTES}", "1000"),
    ]


def test_where_retention_passed_a_reader_by_it_starts_where_the_log_does(
    open_again: Open, prefix: str, admin: KafkaAdminClient
) -> None:
    log = open_again()
    log.create(CHANNELS)
    log.append([Row("posts", b"k", b"%d" % i, 0) for i in range(10)])
    assert log.read("posts", 0, 0, limit=2)[-1].offset == 1
    admin.delete_records({TopicPartition(f"{prefix}posts", 0): 7})
    assert (log.start("posts", 0), log.end("posts", 0)) == (7, 10)
    fresh = open_again()
    assert [entry.offset for entry in fresh.read("posts", 0, 0)] == [7, 8, 9]


def test_reading_beyond_the_end_is_waiting_and_not_starting_over(open_again: Open) -> None:
    log = open_again()
    log.create(CHANNELS)
    log.append([Row("posts", b"k", b"only", 0)])
    assert log.read("posts", 0, 5, timeout=0.3) == []


def test_many_partitions_are_read_in_turn_each_from_where_it_was_left(open_again: Open) -> None:
    log = open_again()
    log.create(CHANNELS, {"posts": 8})
    log.append([Row("posts", b"k", b"%d" % i, i % 8) for i in range(80)])
    for at in range(0, 10, 2):
        for partition in range(8):
            read = log.read("posts", partition, at, limit=2)
            assert [entry.value for entry in read] == [
                b"%d" % (offset * 8 + partition) for offset in (at, at + 1)
            ]


@pytest.mark.parametrize("url", ["kafka://", "kafka://user@host:1", "kafka://host:x", "host:9092"])
def test_a_url_that_names_no_servers_is_refused(url: str) -> None:
    with pytest.raises(LogError, match="host:port"):
        KafkaSettings.of(url)


def test_our_partitioner_is_kafkas() -> None:
    keys = [bytes(range(i % 256)) + b"%d" % (i * i) for i in range(500)]
    kafkas = [(murmur2(key) & 0x7FFFFFFF) % 12 for key in keys]
    assert [partition_of(key, 12) for key in keys] == kafkas


def test_a_url_names_several_servers() -> None:
    assert KafkaSettings.of("kafka://a:1,b").servers == ("a:1", "b:9092")


def _resource(name: str) -> object:
    from kafka.admin import ConfigResource

    return ConfigResource("TOPIC", name, None)
