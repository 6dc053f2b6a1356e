"""The thread of Faust's consumer on Kafka, with commits that give up and never disturb a join.

None is tried while the group is being joined: the refusal of such a commit resets the very
membership that is being asked for, and the worker would join for ever.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.protocol.commit import OffsetCommitRequest
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds for one commit; aiokafka itself would go on for as long as the broker is away."""


FETCH = 250
"""Milliseconds for which a broker may hold a fetch that finds nothing. Nothing else of ours is
fetched from it meanwhile, not even what has just become wanted; Faust asks for 1,500."""


class Thread(driver.AIOKafkaConsumerThread):
    """The driver's own thread; `commit` says whether it was done."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH  # noqa: SLF001 - Faust has no setting for it
        return consumer

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:
        consumer = self._ensure_consumer()
        assigned = self.assignment()
        due = {
            driver.ensure_aiokafka_TP(tp): (o, "") for tp, o in offsets.items() if tp in assigned
        }
        if _joining(consumer):
            return False
        try:
            await asyncio.wait_for(consumer.commit(due), PATIENCE)
        except (TimeoutError, CommitFailedError, IllegalStateError) as error:
            logger.info("not committed, will try again: %s", type(error).__name__)
            return False
        except KafkaError as error:
            await self.crash(error)
            return False
        return True


def _joining(consumer: Any) -> bool:
    """Whether the group is being joined, or must be; aiokafka tells nobody but itself."""
    coordinator = consumer._coordinator  # noqa: SLF001
    nobody = coordinator.generation == OffsetCommitRequest.DEFAULT_GENERATION_ID
    return bool(nobody or coordinator.need_rejoin(consumer._subscription.subscription))  # noqa: SLF001
