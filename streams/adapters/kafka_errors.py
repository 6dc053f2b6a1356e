"""Kafka's errors in our words: what was tried, on what, and what to do; never a secret."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kafka import errors

from streams.adapters.errors import LogError, LogUnusable, TooLarge, UnknownChannel

Found = TypeVar("Found")

PATIENCE = 60.0
"""Seconds in which a broker comes back from a restart."""
PAUSE = 0.1

_REFUSED = (
    errors.SaslAuthenticationFailedError,
    errors.AuthorizationError,
)


@contextmanager
def told(attempt: str) -> Iterator[None]:
    """Turn what kafka-python raises while we `attempt` something into a `LogError`."""
    try:
        yield
    except errors.UnknownTopicOrPartitionError:
        raise UnknownChannel(
            f"{attempt}: no such channel (create them with `bouclage channels create`)"
        ) from None
    except (errors.MessageSizeTooLargeError, errors.RecordListTooLargeError):
        raise TooLarge(f"{attempt}: larger than the broker takes") from None
    except _REFUSED as error:
        raise LogUnusable(f"{attempt}: Kafka refuses us ({type(error).__name__})") from None
    except errors.KafkaError as error:
        raise LogError(f"{attempt}: {error}") from error


def patiently(call: Callable[[], Found]) -> Found:
    """Call again while brokers are away or take over; a missing channel stays missing."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return call()
        except errors.UnknownTopicOrPartitionError:
            raise
        except errors.KafkaError as error:
            if not error.retriable or time.monotonic() > until:
                raise
            time.sleep(PAUSE)
