"""JSON Schema (2020-12) of what crosses each channel, made from the structs.

`python -m schemas.json_schema` writes the files anew; a test holds them to the structs.
"""

from pathlib import Path
from typing import Any

import msgspec
import orjson

from schemas.codec import Order, Record
from schemas.dead_letters import DeadLetter
from schemas.digests import Correction, Digest
from schemas.editions import Settings
from schemas.handovers import Handover
from schemas.live import LiveTopics

FOLDER = Path(__file__).parent / "json"
HOLDS: dict[str, Any] = {
    "posts": Record,
    "orders": Order,
    "handovers": Handover,
    "dead_letters": DeadLetter,
    "topics.live": LiveTopics,
    "digests.rolling": Digest,
    "digests.final": Digest,
    "corrections": Correction,
    "editions": Settings,
}


def schema(name: str) -> bytes:
    """The schema of a channel's values, indented, keys sorted."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bouclage:{name}",
        "title": name,
        **msgspec.json.schema(HOLDS[name]),
    }
    return orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def write() -> None:
    """Write every schema file anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in HOLDS:
        (FOLDER / f"{name}.json").write_bytes(schema(name))


if __name__ == "__main__":
    write()
