"""What a page says of itself: where, when, from what it was made, and by what."""

from collections.abc import Iterator

from schemas.digests import CorrectionNote, Digest, Quote
from schemas.records import ENGAGEMENT_KINDS
from streams.core.writing import imprint_words
from streams.core.writing.tongues import tongue
from streams.core.writing.typography import Voice

Words = dict[str, str]


def voice_of(digest: Digest) -> Voice:
    """How a digest sets its figures."""
    return Voice("fr" if digest.language == "fr" else "en", digest.zone, digest.day)


def dateline(digest: Digest) -> str:
    """Edition, day, zone and kind of the page, in one line."""
    voice, words = _voiced(digest)
    kind = words[digest.kind]
    if digest.kind != "final":
        kind += f" ({words['revision']} {voice.number(digest.revision)})"
    return " · ".join((digest.edition, voice.date(digest.day), digest.zone, kind))


def window_line(digest: Digest) -> str:
    """The day's first and last instant, and the instant as of which the page stands."""
    voice, words = _voiced(digest)
    start, end = digest.window.start, digest.window.end
    return words["window"].format(
        start=voice.date(start),
        start_at=voice.hour(start),
        end=voice.date(end),
        end_at=voice.hour(end),
        zone=digest.zone,
        as_of=voice.time(digest.as_of),
    )


def coverage_line(digest: Digest) -> str:
    """What the page was made from: read, kept, refused by reason, late, and what was missing."""
    return words_of(digest)["semicolon"].join(_covered(digest)) + "."


def points_line(digest: Digest, quote: Quote) -> str:
    """The breakdown of a quote's points, its language where foreign, the time of the counters."""
    voice, words = _voiced(digest)
    kinds = [(kind, getattr(quote.counters, kind)) for kind in ENGAGEMENT_KINDS]
    parts = [_count(voice, words, kind, n) for kind, n in kinds if n]
    mark = tongue(quote.lang, voice.language)
    parts += [words["original"].format(mark)] if mark else []
    return ", ".join((*parts, words["counted"].format(voice.time(quote.as_of))))


def counted(digest: Digest, points: int) -> str:
    """`452 points`, as set on the quote's line."""
    return _count(*_voiced(digest), "points", points)


def attributed(digest: Digest, quote: Quote) -> str:
    """Whom the quote's line names: the name, else the handle, else that there is none to name."""
    nobody = words_of(digest)["unnamed" if quote.author else "unknown"]
    return quote.name or quote.handle or nobody


def correction_line(digest: Digest, note: CorrectionNote) -> str:
    """What an amendment took back, when and why. It names neither words nor people."""
    voice, words = _voiced(digest)
    reasons = [words.get(f"why.{why}", why) for why in note.reason.split(", ")]
    return words["correction"].format(
        revision=voice.number(note.revision),
        date=voice.date(note.at),
        time=voice.hour(note.at),
        sentences=_count(voice, words, "sentences", note.sentences),
        why=voice.listed(reasons),
    )


def words_of(digest: Digest) -> Words:
    """The labels of the page's language."""
    return imprint_words.WORDS["fr" if digest.language == "fr" else "en"]


def _voiced(digest: Digest) -> tuple[Voice, Words]:
    return voice_of(digest), words_of(digest)


def _covered(digest: Digest) -> Iterator[str]:
    voice, words = _voiced(digest)
    covered = digest.coverage
    read = (("read", covered.read), ("admitted", covered.admitted), ("authors", covered.authors))
    counts = [_count(voice, words, kind, n) for kind, n in read if n is not None]
    counts += [words["uncounted"]] if covered.authors is None else []
    yield words["coverage"] + ", ".join(counts)
    for kind in ("late", "dropped", "unattributed"):
        if value := getattr(covered, kind):
            yield _count(voice, words, kind, value)
    if covered.refused:
        reasons = [
            f"{words.get(f'refused.{why}', why)} {voice.number(n)}"
            for why, n in sorted(covered.refused.items())
        ]
        yield words["refused"] + ", ".join(reasons)
    if covered.idle_intakes:
        yield words["idle"] + ", ".join(covered.idle_intakes)
    if covered.released_shards:
        yield words["released"] + ", ".join(map(str, covered.released_shards))
    if covered.gaps:
        yield words["gaps"] + voice.number(sum(gap.records for gap in covered.gaps))


def _count(voice: Voice, words: Words, kind: str, value: int) -> str:
    one, many = words[kind].split("|")
    single = value == 1 or (voice.french and value == 0)
    return f"{voice.number(value)} {one if single else many}"
