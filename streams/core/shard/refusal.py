"""Refusal: a dead letter for input that is not folded, with its reason and what it was."""

import hashlib
from base64 import b64encode

from schemas.channels import DEAD_LETTERS, POSTS
from schemas.codec import Record, encode
from schemas.dead_letters import DeadLetter
from schemas.reasons import REASONS
from schemas.records import InputRefused
from streams.core.fold import Output

HEAD = 65_536
"""Bytes of a refused value that are kept."""


def letter(reason: str, value: bytes, *, record: Record | None = None, detail: str = "") -> Output:
    """The dead letter of a value of `posts`. `record` is what it was read as, if it was."""
    dead = DeadLetter(
        reason=reason,
        detail=detail or REASONS[reason],
        channel=POSTS.name,
        source=record.source if record else "",
        id=record.id if record else "",
        head=b64encode(value[:HEAD]).decode(),
        length=len(value),
        sha256=hashlib.sha256(value).hexdigest(),
    )
    return Output(DEAD_LETTERS.name, dead.sha256, encode(dead))


def letter_of(refused: InputRefused, reason: str) -> Output:
    """The dead letter of what a source could not read: the source's own head, length and hash."""
    dead = DeadLetter(
        reason=reason,
        detail=refused.detail,
        channel=POSTS.name,
        source=refused.source,
        id=refused.id,
        head=refused.head,
        length=refused.length,
        sha256=refused.sha256,
    )
    return Output(DEAD_LETTERS.name, dead.sha256, encode(dead))
