"""What an edit does to a digest that quoted the post before it."""

import msgspec

from schemas.digests import Correction, Digest
from streams.core.fold import Output
from tests.core.desk.hands import gone, post, second
from tests.core.desk.test_desk import CLOSE, Story, finals, play, say

AT = CLOSE + 5000


def number_of(quoted: str) -> int:
    return int(quoted.removeprefix("p"))


def first_final() -> Digest:
    (final,) = finals(play(Story().close().links))
    return final


def edited(*texts: str, of: str) -> list[Output]:
    """The story's day, then one second in which a post gets these texts, one after the other."""
    n = number_of(of)
    rows = [
        post(AT + k, 90 + k, text, f"a{n}", post=of, revision=k + 1) if text else
        gone(AT + k, 90 + k, of, "withdrawn")
        for k, text in enumerate(texts)
    ]  # fmt: skip
    return play(Story().close().hand(AT + 1000, second(AT, *rows)).links)


def corrections(outputs: list[Output]) -> list[Correction]:
    values = [o.value for o in outputs if o.channel == "corrections"]
    return [msgspec.json.decode(value, type=Correction) for value in values]


def quoted_post() -> str:
    quote = first_final().stories[0].quote
    assert quote is not None
    return quote.post


def test_an_edit_that_takes_the_printed_words_back_amends_the_final() -> None:
    quoted = quoted_post()
    outputs = edited("The heron model bores me, on reflection.", of=quoted)
    (note,) = corrections(outputs)
    assert (note.posts, note.reason) == ((quoted,), "withdrawn")
    amended = finals(outputs)[-1]
    assert quoted not in {cited.post for story in amended.stories for cited in story.sources}


def test_an_edit_that_leaves_the_printed_words_standing_amends_nothing() -> None:
    quoted = quoted_post()
    outputs = edited(f"{say(number_of(quoted))} Edited: a link.", of=quoted)
    assert corrections(outputs) == []
    assert len(finals(outputs)) == 1


def test_only_what_a_post_says_at_the_end_of_a_second_counts() -> None:
    quoted = quoted_post()
    stands = say(number_of(quoted))
    assert corrections(edited("", stands, of=quoted)) == []
    assert len(corrections(edited(stands, "", of=quoted))) == 1


def test_an_edited_source_is_not_quoted_anew_from_its_old_text() -> None:
    quoted = quoted_post()
    others = [c.post for c in first_final().stories[0].sources if c.post != quoted]
    rows = [
        post(AT, 100 + n, f"{say(number_of(other))} Edited: a link.", post=other, revision=1)
        for n, other in enumerate(others)
    ]
    told = Story().close().hand(AT + 1000, second(AT, *rows))
    told.hand(AT + 3000, second(AT + 2000, gone(AT + 2000, 90, quoted)))
    amended = finals(play(told.links))[-1]
    assert amended.revision == 1
    assert amended.stories[0].quote is None
