"""A worker's seat in its group: who is started again sends its dead predecessor out at once.

Kafka takes a silent worker for dead after 6 s at the earliest, and all that time its shards stand
still; so do those of everybody else once anybody joins, since a group waits for all its members.
But on the same machine one can know better. A seat is the lowest number that nobody holds there:
an abstract address (Linux, unix(7)), which the system takes back from the dead, and with it nothing
has to be cleared away. The worker's client name says machine and seat, so the holder of a seat
knows that any other member under its client name is dead.

Where it is wrong (two machines of one name), a living worker is sent out, hears it within a
heartbeat and joins again. That costs what any rebalance costs: what may be written to the log
hangs on no membership.
"""

import logging
import socket
import sys
from collections.abc import Mapping
from hashlib import sha256

from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove
from kafka.errors import KafkaError

from streams.adapters.errors import LogError
from streams.adapters.kafka_connect import connect
from streams.adapters.kafka_settings import KafkaSettings

logger = logging.getLogger(__name__)

SEATS = 64
PATIENCE = 5.0
"""Seconds for the broker to answer. Without, the group waits as it would for anybody."""


def take_seat(url: str, group: str, security: Mapping[str, str] | None = None) -> str:
    """Take a seat in `group`, send out whom it belonged to, and give the client name that it has.

    It is held until the process ends. Where there is none (no Linux): an empty name.
    """
    seat = _free(f"bouclage {url} {group}")
    if seat is None:
        return ""
    client = f"bouclage-{socket.gethostname()}-{seat}"
    try:
        admin = connect(KafkaSettings.of(url, security), PATIENCE)
        try:
            send_out(admin, group, client)
        finally:
            admin.close()
    except (KafkaError, LogError) as error:
        logger.info("no predecessor was looked for: %s", error)
    return client


def send_out(admin: KafkaAdminClient, group: str, client: str) -> int:
    """Remove the members that bear this client name; how many there were."""
    members = admin.describe_groups([group])[group]["members"]
    dead = [MemberToRemove(m["member_id"]) for m in members if m["client_id"] == client]
    if dead:
        admin.remove_group_members(group, dead)
    return len(dead)


def _free(what: str) -> int | None:
    if sys.platform != "linux":
        return None
    for seat in range(SEATS):
        held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            held.bind(f"\0{sha256(f'{what} {seat}'.encode()).hexdigest()}")
        except OSError:  # somebody sits there
            held.close()
            continue
        held.detach()  # nobody closes it before the process ends
        return seat
    return None
