"""Dead letters: input that was refused, kept with its reason."""

from msgspec import Struct


class DeadLetter(Struct, frozen=True, kw_only=True):
    """One refused value: its first 64 KB in base64, its whole length in bytes, its sha256."""

    reason: str
    detail: str
    channel: str
    source: str
    id: str
    head: str
    length: int
    sha256: str
