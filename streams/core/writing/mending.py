"""Mending one story of a published digest: what gone posts said leaves, other sources step in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from schemas.digests import Cited, Digest, Quote, Sentence, Story
from streams.core.post import Post
from streams.core.writing.citing import Said
from streams.core.writing.imprint import voice_of
from streams.core.writing.quoting import quotable, quote
from streams.core.writing.slots import verbatim
from streams.core.writing.spans import Span
from streams.core.writing.story import Place, leading
from streams.core.writing.titles import best, headings, unlike
from streams.core.writing.typography import Voice

Paragraphs = tuple[tuple[Sentence, ...], ...]


def holds(sentence: Sentence, lost: frozenset[str]) -> bool:
    """Whether a lost post stands behind a sentence."""
    return any(support.post in lost for support in sentence.support)


@dataclass(frozen=True)
class Mender:
    """Mends the stories of one digest that named these lost posts, from those still known."""

    digest: Digest
    lost: frozenset[str]
    known: Mapping[str, Post]

    def mend(self, index: int, story: Story) -> Story | None:
        """The story without the lost posts; itself where it named none, None with nothing left."""
        if not self._touched(story):
            return story
        sources = tuple(cited for cited in story.sources if cited.post not in self.lost)
        story = replace(story, sources=sources)
        title = self._title(story)
        if title is None or not sources:
            return None
        story = replace(story, title=title, paragraphs=self._paragraphs(story))
        if story.quote is not None and story.quote.post in self.lost:
            story = self._quoted(index, replace(story, quote=None))
        paragraphs = tuple(paragraph for paragraph in story.paragraphs if paragraph)
        return _sourced(replace(story, paragraphs=paragraphs))

    def _touched(self, story: Story) -> bool:
        """A story's sources name every post behind it."""
        sentences = (story.title, *(s for p in story.paragraphs for s in p))
        return any(cited.post in self.lost for cited in story.sources) or any(
            holds(sentence, self.lost) for sentence in sentences
        )

    def _title(self, story: Story) -> Sentence | None:
        if not holds(story.title, self.lost):
            return story.title
        if story.title.kind == "fact":
            stay = tuple(s for s in story.title.support if s.post not in self.lost)
            if stay:
                return replace(story.title, support=stay)
        others = [s.title.text for s in self.digest.stories if s.story != story.story]
        span = self.title_from(story, self.known, voice_of(self.digest), said=others)
        return None if span is None else verbatim(span)

    def _paragraphs(self, story: Story) -> Paragraphs:
        return tuple(
            tuple(sentence for sentence in paragraph if not holds(sentence, self.lost))
            for paragraph in story.paragraphs
        )

    def _quoted(self, index: int, story: Story) -> Story:
        """The story with another quote from its sources; those that are not cited yet first."""
        voice = voice_of(self.digest)
        cited = {s.post for p in story.paragraphs for sentence in p for s in sentence.support}
        posts = _posts(story, self.known)
        for open_posts in ([p for p in posts if p.id not in cited], posts):
            found = quotable(open_posts, voice.language, [story.title.text])
            if found is not None:
                return self._lead_in(index, story, found, voice)
        return story

    def _lead_in(self, index: int, story: Story, span: Span, voice: Voice) -> Story:
        chosen: Quote = quote(span, self.digest.as_of)
        own = frozenset((span.post.id,))
        rest = [tuple(s for s in p if not holds(s, own)) for p in story.paragraphs]
        place = Place(
            index=index,
            voice=voice,
            as_of=self.digest.as_of,
            seed=f"{self.digest.edition}/{self.digest.day}",
        )
        first = (*(rest[0] if rest else ()), leading(chosen, span, place, Said()))
        return replace(story, quote=chosen, paragraphs=(first, *rest[1:]))

    @staticmethod
    def title_from(
        story: Story, known: Mapping[str, Post], voice: Voice, *, said: Sequence[str]
    ) -> Span | None:
        """The best title among a story's known sources that is unlike those given."""
        spans = best(headings(_posts(story, known)), voice.language, story.terms)
        return unlike(spans, said)


def _posts(story: Story, known: Mapping[str, Post]) -> list[Post]:
    return [known[cited.post] for cited in story.sources if cited.post in known]


def _sourced(story: Story) -> Story:
    """The story with the parts that its sources now play."""
    cited = {s.post for p in story.paragraphs for sentence in p for s in sentence.support}
    cited |= {s.post for s in story.title.support}
    quoted = story.quote.post if story.quote else ""

    def part(source: Cited) -> Cited:
        if source.post == quoted:
            return replace(source, role="quoted")
        return replace(source, role="cited" if source.post in cited else "supporting")

    return replace(story, sources=tuple(map(part, story.sources)))
