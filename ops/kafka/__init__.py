"""A real Kafka on this machine, without Docker: jars by Maven, one KRaft node on loopback."""

from ops.kafka.jars import Missing
from ops.kafka.local import LocalKafka
from ops.kafka.security import Security

__all__ = ["LocalKafka", "Missing", "Security"]
