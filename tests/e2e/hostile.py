"""Hostile input, seeded: each piece with what must become of it."""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

T0 = 1_773_700_200_000
"""The first moment of the hostile day (ms)."""
STEP = 700
FAR = 8_600_000_000_000
"""The year 2242."""
Fields = dict[str, Any]


class Input(NamedTuple):
    """One piece of input and its fate: `refused`, `valid`, or `any` of the two; a stranger's may
    also be `resent` (dropped by its number) or `waits` (for a second that never comes)."""

    value: bytes
    fate: str
    reason: str = ""


def dumps(fields: Fields) -> bytes:
    """JSON as a careless stranger writes it: huge numbers and lone surrogates included."""
    return json.dumps(fields, separators=(",", ":")).encode()


def record(chance: Random, number: int) -> Fields:
    """A sound record: a post, mostly; else an edit, a like, counters or a deletion."""
    root = f"post:{chance.randrange(number + 1)}"
    kinds = ("post_edited", "engagement_added", "engagement_counted", "post_deleted")
    kind = "post_created" if chance.random() < 0.6 else chance.choice(kinds)
    root = f"post:{number}" if kind == "post_created" else root
    fields: Fields = {"kind": kind, "source": "net", "id": f"event:{number}"}
    fields |= {"post": root, "root": root, "event_time": T0 + number * STEP}
    if kind in ("post_created", "post_edited"):
        fields |= {"text": text(chance, number), "author": {"id": f"author:{number % 500}"}}
    if kind == "post_edited":
        fields["revision"] = 1 + number
    if kind == "engagement_added":
        fields |= {"engagement": "like", "actor": f"fan:{number}"}
    if kind == "engagement_counted":
        fields |= {"counters": {"like": number % 7}, "as_of": fields["event_time"]}
    return fields


def text(chance: Random, number: int) -> str:
    """Something to say."""
    words = ("harbour", "robot", "bridge", "novel", "verdict", "garden", "engine", "choir")
    return f"{' '.join(chance.sample(words, 4))} number {number}"


def flat(chance: Random, number: int) -> Fields:
    """A sound row of a flat file."""
    post: Fields = {"id": f"row:{number}", "text": text(chance, number), "likes": number % 9}
    return post | {"author": f"a{number % 500}", "ts": (T0 + number * STEP) / 1000}


def cut(fields: Fields, chance: Random) -> Input:
    """Truncated JSON."""
    whole = dumps(fields)
    return Input(whole[: chance.randrange(1, len(whole))], "refused", "malformed")


def wrong_type(fields: Fields, chance: Random) -> Input:
    """A field of another type than it has."""
    name = chance.choice([n for n in ("id", "text", "author", "kind") if n in fields])
    return Input(dumps(fields | {name: chance.choice(([], {}, True, [1]))}), "refused", "malformed")


def no_object(fields: Fields, chance: Random) -> Input:
    """JSON of something else, or none."""
    found = (b"null", b"[1]", b'"x"', b"<p>502</p>", b"[" * 3000, b"\xff\xfe\x00", b"7", b"\x00")
    return Input(chance.choice(found) + b" %d" % chance.randrange(1 << 40), "refused", "malformed")


def huge_number(fields: Fields, chance: Random) -> Input:
    """Numbers beyond every range, where times and counts are expected."""
    names = {"event_time", "ts", "likes", "revision", "as_of"} & fields.keys()
    huge = chance.choice(("1e400", "9" * 400, "1e308", str(1 << 64), str(1 << 52), "-1e400", "NaN"))
    marked = dumps(fields | {chance.choice(sorted(names)): "HUGE"})
    return Input(marked.replace(b'"HUGE"', huge.encode()), "refused", "malformed")


def negative_time(fields: Fields, chance: Random) -> Input:
    """Before 1970."""
    name = "ts" if "ts" in fields else "event_time"
    return Input(dumps(fields | {name: -chance.randrange(1, 1 << 50)}), "refused", "malformed")


def odd_time(fields: Fields, chance: Random) -> Input:
    """1970, or the year 2242: brought to the present, in which it is as good as any."""
    name, unit = ("ts", 1000) if "ts" in fields else ("event_time", 1)
    return Input(dumps(fields | {name: chance.choice((0, 0, 0, FAR // unit))}), "valid")


def surrogate(fields: Fields, chance: Random) -> Input:
    """Half a character."""
    name = chance.choice([n for n in ("id", "text") if n in fields])
    return Input(dumps(fields | {name: "half \ud83d of it"}), "refused", "malformed")


def flipped(fields: Fields, chance: Random) -> Input:
    """A few bytes are others; never those of its place in time, nor into other lines."""
    value, spared = bytearray(dumps(fields)), dumps(fields).find(b'"place":')
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(value) if spared < 0 else spared)
        value[at] = chance.choice((chance.randrange(32, 256), value[at] ^ 1 << chance.randrange(8)))
    return Input(bytes(value).replace(b"\n", b"?").replace(b"\r", b"?"), "any")


def sound(fields: Fields, chance: Random) -> Input:
    """Nothing is wrong with it."""
    return Input(dumps(fields), "valid")


def giant(fields: Fields, chance: Random) -> Input:
    """A text of ten megabytes."""
    words = text(chance, chance.randrange(1 << 30)) + " "
    large = fields | {"text": words * (10_000_000 // len(words))}
    return Input(dumps(large), "refused", "too_large")


# fmt: off
WAYS: tuple[Callable[[Fields, Random], Input], ...] = (
    cut, wrong_type, no_object, huge_number, negative_time, odd_time, surrogate, flipped, sound,
)
# fmt: on


def lines(make: Callable[[Random, int], Fields], count: int, seed: int) -> Iterator[Input]:
    """So many lines of a file, up to four of them giants. The first are sound."""
    chance = Random(seed)
    giants = max(250, count // 4)
    for number in range(count):
        way = giant if number % giants == 200 else chance.choice(WAYS) if number > 20 else sound
        yield way(make(chance, number), chance)
