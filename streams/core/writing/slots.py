"""Filling a template: each slot is a figure, a span or a name, and leaves its support behind.

`{posts|message|messages}` sets a figure and the form that agrees with it; `{peak@time}`,
`{day@rank}`, `{day@date}`, `{stories@word|…|…}` choose how it is set; `{cited}` sets a span between
quotation marks; `{who}` and `{who@of}` call an author; a list is enumerated.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from schemas.digests import Sentence, Support
from streams.core.post import Post
from streams.core.writing.figures import Figure
from streams.core.writing.people import called
from streams.core.writing.spans import Span
from streams.core.writing.tongues import tongue
from streams.core.writing.typography import Voice

Slot = Figure | Span | Post | str | Sequence[Figure] | Sequence[Span]
_SLOT = re.compile(r"\{(\w+)(?:@(\w+))?(?:\|([^|}]*)\|([^|}]*))?\}")
_CLOSED = re.compile(r"[.!?…][»”\")\]'’]*$")


def fill(template: str, slots: Mapping[str, Slot], voice: Voice) -> Sentence:
    """The sentence that a template makes of its slots, with the support of those that it uses."""
    used: list[Slot] = []

    def put(match: re.Match[str]) -> str:
        slot = slots[match[1]]
        used.append(slot)
        text = _set(slot, match[2] or "number", voice)
        if match[3] is None or not isinstance(slot, Figure):
            return text
        return f"{text} {match[3] if _singular(slot, voice) else match[4]}".rstrip()

    if template.endswith("}.") and _closes(template, slots, voice):
        template = template[:-1]
    text = _SLOT.sub(put, template)
    support = tuple(dict.fromkeys(s for slot in used for s in _support(slot)))
    if template.startswith("{") and isinstance(used[0], Figure):
        text = text[:1].upper() + text[1:]
    return Sentence(text=text, kind=_kind(used), support=support)


def names(template: str) -> set[str]:
    """The slots that a template needs."""
    return {match[1] for match in _SLOT.finditer(template)}


def verbatim(span: Span) -> Sentence:
    """A sentence that is a span and nothing else: a title, a headline."""
    return Sentence(text=span.text, kind="quote", support=_support(span))


def _set(slot: Slot, form: str, voice: Voice) -> str:
    if isinstance(slot, str):
        return slot
    if isinstance(slot, Figure):
        text: str = getattr(voice, form)(slot.value)
        return text
    if isinstance(slot, Span):
        mark = tongue(slot.post.lang, voice.language) if slot.marked else ""
        return voice.quoted(slot.text) + (f" ({mark})" if mark else "")
    if isinstance(slot, Post):
        return voice.of(called(slot)) if form == "of" else called(slot)
    return voice.listed([_set(one, form, voice) for one in slot])


def _singular(figure: Figure, voice: Voice) -> bool:
    return figure.value == 1 or (voice.french and figure.value == 0)


def _closes(template: str, slots: Mapping[str, Slot], voice: Voice) -> bool:
    """Whether the span at the end of a template brings its own full stop."""
    last = [match[1] for match in _SLOT.finditer(template)][-1]
    slot = slots[last]
    if not isinstance(slot, Span):
        return False
    if slot.marked and tongue(slot.post.lang, voice.language):
        return False
    return _CLOSED.search(slot.text) is not None


def _support(slot: Slot) -> tuple[Support, ...]:
    if isinstance(slot, str):
        return ()
    if isinstance(slot, Figure):
        return (Support(figure=slot.path),)
    if isinstance(slot, Span):
        post = slot.post
        return (Support(post=post.id, revision=post.revision, start=slot.start, end=slot.end),)
    if isinstance(slot, Post):
        return (Support(post=slot.id, revision=slot.revision),)
    return tuple(s for one in slot for s in _support(one))


def _kind(used: Sequence[Slot]) -> Literal["fact", "stat", "connective"]:
    if any(isinstance(s, Span | Post) for slot in used for s in _flat(slot)):
        return "fact"
    return "stat" if any(not isinstance(slot, str) for slot in used) else "connective"


def _flat(slot: Slot) -> Sequence[Figure | Span | Post | str]:
    return (slot,) if isinstance(slot, Figure | Span | Post | str) else slot
