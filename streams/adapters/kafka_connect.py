"""The first connection to a Kafka: where it fails, the error says what the brokers' line said."""

import logging

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from streams.adapters.errors import LogUnusable
from streams.adapters.kafka_settings import KafkaSettings

PATIENCE = 15.0
"""Seconds in which a broker must answer."""
NET = "kafka.net"


class _LastWarning(logging.Handler):
    """Keeps the last warning of kafka-python: its exceptions only say that time ran out."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said = "nothing at all"

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if "onnection" in text and "Error: " in text:
            self.said = text.rpartition("Error: ")[2].partition(" (backoff")[0]


def connect(settings: KafkaSettings, patience: float = PATIENCE) -> KafkaAdminClient:
    """A client of the brokers; raises `LogUnusable` where none answers within `patience`."""
    heard = _LastWarning()
    logging.getLogger(NET).addHandler(heard)
    try:
        return KafkaAdminClient(**settings.client(), bootstrap_timeout_ms=int(patience * 1000))
    except KafkaError:
        who = f" as {settings.user}" if settings.sasl else ""
        where = ", ".join(settings.servers)
        raise LogUnusable(
            f"no Kafka answers at {where} by {settings.protocol}{who} within {patience:.0f} s "
            f"(last heard: {heard.said}): is it up, and are address, protocol, user, password "
            f"and certificate right?"
        ) from None
    finally:
        logging.getLogger(NET).removeHandler(heard)
