"""A digest for the tests of outlets."""

from typing import Any

import msgspec

from schemas.digests import Digest
from streams.core.writing import write
from tests.core.writing.making import golden_day, page


def digest(**changes: Any) -> Digest:
    """A final digest of ai-utc-en for 2026-03-17, with these fields changed."""
    fields: dict[str, Any] = {"edition": "ai-utc-en", "day": "2026-03-17", "revision": 0}
    made = write(page(golden_day()[0], "en"))
    return msgspec.structs.replace(made, **fields | {"kind": "final"} | changes)
