"""Digests and corrections: what the publisher gets."""

from typing import Literal

from msgspec import Struct

from schemas.records import Counters


class Support(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands behind a sentence: a span of a post, in characters of its text, or a figure.

    `figure` names a number of this digest, as a path: `coverage.read`, `stories.0.authors`.
    """

    post: str = ""
    revision: int = 0
    start: int | None = None
    end: int | None = None
    figure: str = ""


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence with its support. A quote is a verbatim span; a stat holds figures."""

    text: str
    kind: Literal["fact", "quote", "stat", "connective"]
    support: tuple[Support, ...]


class Quote(Struct, frozen=True, kw_only=True):
    """A verbatim span of one post, with its author ("": unknown) and its points as of a time."""

    post: str
    revision: int
    author: str
    handle: str
    name: str
    text: str
    lang: str
    start: int
    end: int
    points: int
    counters: Counters
    as_of: int
    url: str


class Cited(Struct, frozen=True, kw_only=True):
    """A post that stands behind a story, and the part it plays."""

    post: str
    role: Literal["quoted", "cited", "supporting"]
    points: int
    url: str


class Heat(Struct, frozen=True, kw_only=True):
    """The published ranking score, in thousandths, and its parts: why this story stands here."""

    total: int
    burst: int
    voices: int
    engagement: int
    focus: int
    decay: int
    promotion: int


class Story(Struct, frozen=True, kw_only=True):
    """One story of a page. `day` counts the days it has been printed, this one included.

    `authors` is None where the author of any of its posts is unknown: then nobody knows how many.
    """

    story: str
    rank: int
    title: Sentence
    terms: tuple[str, ...]
    heat: Heat
    posts: int
    authors: int | None
    copies: int
    points: int
    first_seen: int
    peak_at: int
    status: Literal["new", "continuing", "returning"]
    day: int
    paragraphs: tuple[tuple[Sentence, ...], ...]
    quote: Quote | None
    sources: tuple[Cited, ...]


class Gap(Struct, frozen=True, kw_only=True):
    """Records that the log had lost before they were folded."""

    shard: int
    since: int
    until: int
    records: int


class Coverage(Struct, frozen=True, kw_only=True):
    """What the digest was made from, in whole counts.

    `admitted` are the desk's posts of this day: their event time lies in the window, and they came
    before `as_of`. `authors` are those who wrote them; None where any is unknown: then nobody
    knows how many there are. So authors <= admitted, and every story's posts are among them.

    All else is counted by arrival, from the window's first second to `as_of`: `records` are all
    that was read, `read` the posts among them, whatever their day (a post that an
    edit brings to the desk was read when it first came). `late` posts came after their
    day had closed, and are admitted in none; `dropped` posts were let go by a bound.
    """

    records: int
    read: int
    admitted: int
    authors: int | None
    late: int
    unattributed: int
    dropped: int
    refused: dict[str, int]
    idle_intakes: tuple[str, ...]
    released_shards: tuple[int, ...]
    gaps: tuple[Gap, ...]


class Window(Struct, frozen=True, kw_only=True):
    """The edition's day, [start, end) in milliseconds UTC."""

    start: int
    end: int


class GeneratedBy(Struct, frozen=True, kw_only=True):
    """How the words came about, said to the reader."""

    method: Literal["extractive"]
    version: str
    disclosure: str


class Closing(Struct, frozen=True, kw_only=True):
    """The last line: a motto and who signs."""

    motto: str
    signature: str


class CorrectionNote(Struct, frozen=True, kw_only=True):
    """What an amendment took back, printed under the amended digest."""

    revision: int
    at: int
    reason: str
    posts: tuple[str, ...]
    sentences: int


class Digest(Struct, frozen=True, kw_only=True):
    """One digest of one edition and day. `revision` is 0 for the final, then counts amendments;
    of a rolling digest it counts the minutes at which it changed."""

    edition: str
    desk: str
    day: str
    zone: str
    language: str
    kind: Literal["rolling", "final", "amended"]
    revision: int
    window: Window
    as_of: int
    headline: Sentence
    dek: Sentence
    lead: tuple[Sentence, ...]
    stories: tuple[Story, ...]
    closing: Closing
    generated_by: GeneratedBy
    coverage: Coverage
    settings: str
    previous: str
    corrections: tuple[CorrectionNote, ...]


class Correction(Struct, frozen=True, kw_only=True):
    """Sent when a published digest was amended: which sentences left, and for which posts."""

    edition: str
    day: str
    revision: int
    at: int
    reason: str
    posts: tuple[str, ...]
    sentences: tuple[str, ...]
    digest_sha256: str
    supersedes_sha256: str
