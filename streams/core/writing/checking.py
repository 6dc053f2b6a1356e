"""Law 8, checked: every sentence has its source, every span is verbatim, every number a figure."""

from collections.abc import Iterator, Mapping, Sequence

from schemas.digests import Digest, Quote, Sentence, Story, Support
from streams.core.post import Post
from streams.core.writing.figures import numbers, resolve, settings_of
from streams.core.writing.imprint import voice_of
from streams.core.writing.people import called, name


def check(digest: Digest, posts: Mapping[str, Post]) -> list[str]:
    """What a digest says without a source, as `place: fault`; empty where law 8 holds.

    `posts` are those that the desk knows (post id to post); one that is not among them counts as
    gone. A title of kind `fact` is what an editor calls a story: its words are not checked.
    """
    faults: list[str] = []
    for place, sentence in places(digest):
        faults += [f"{place}: {fault}" for fault in _faults(sentence, digest, posts)]
    for i, story in enumerate(digest.stories):
        faults += [f"stories.{i}.authors: {f}" for f in _count_faults(story, posts)]
        if story.quote is not None:
            faults += [f"stories.{i}.quote: {f}" for f in _quote_faults(story.quote, posts)]
        for cited in story.sources:
            if (fault := _missing(cited.post, posts)) is not None:
                faults.append(f"stories.{i}.sources: {fault}")
    return faults


def places(digest: Digest) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of a digest with its path in it, in reading order."""
    yield "headline", digest.headline
    yield "dek", digest.dek
    for i, sentence in enumerate(digest.lead):
        yield f"lead.{i}", sentence
    for i, story in enumerate(digest.stories):
        yield f"stories.{i}.title", story.title
        for j, paragraph in enumerate(story.paragraphs):
            for k, sentence in enumerate(paragraph):
                yield f"stories.{i}.paragraphs.{j}.{k}", sentence


def _faults(sentence: Sentence, digest: Digest, posts: Mapping[str, Post]) -> Iterator[str]:
    if not sentence.text.strip():
        yield "is empty"
    if not sentence.support:
        yield "has no support"
    for support in sentence.support:
        if support.post:
            yield from _span_faults(sentence, support, posts)
        elif resolve(digest, support.figure) is None:
            yield f"figure {support.figure!r} is not in the digest"
    titled = sentence.kind == "fact" and any(sentence == story.title for story in digest.stories)
    if sentence.kind != "quote" and not titled:
        yield from _number_faults(sentence, digest, posts)


def _span_faults(sentence: Sentence, support: Support, posts: Mapping[str, Post]) -> Iterator[str]:
    if (fault := _missing(support.post, posts)) is not None:
        yield fault
        return
    post = posts[support.post]
    if post.revision != support.revision:
        yield f"cites revision {support.revision} of {post.id!r}, which is at {post.revision}"
        return
    if support.start is None or support.end is None:
        if sentence.kind == "quote":
            yield f"is a quote without a span of {post.id!r}"
        return
    span = post.text[support.start : support.end]
    whole = span == sentence.text if sentence.kind == "quote" else span in sentence.text
    if not whole or not span:
        yield f"is not verbatim {post.id!r} [{support.start}:{support.end}]"


def _number_faults(sentence: Sentence, digest: Digest, posts: Mapping[str, Post]) -> Iterator[str]:
    """Figures that the sentence names and doesn't set, numbers that it sets and no figure holds."""
    voice = voice_of(digest)
    text = _own_words(sentence, digest, posts)
    allowed: set[str] = set()
    for support in sentence.support:
        if not support.figure:
            continue
        value = resolve(digest, support.figure)
        forms = settings_of(support.figure, value, voice) if value is not None else ()
        allowed.update(number for form in forms for number in numbers(form))
        if not _sets(text, forms):
            yield f"doesn't set figure {support.figure!r} = {value}"
    for number in numbers(text):
        if number not in allowed:
            yield f"sets {number!r}, which is none of its figures"


def _sets(text: str, forms: Sequence[str]) -> bool:
    folded, set_numbers = text.casefold(), numbers(text)
    return any(
        form.casefold() in folded and all(number in set_numbers for number in numbers(form))
        for form in forms
    )


def _own_words(sentence: Sentence, digest: Digest, posts: Mapping[str, Post]) -> str:
    """The sentence without titles, spans and names of authors: there, numbers are not ours."""
    known = [(s, posts[s.post]) for s in sentence.support if s.post in posts]
    foreign = [story.title.text for story in digest.stories]
    foreign += [post.text[s.start : s.end] for s, post in known if s.start is not None]
    foreign += [label for _, post in known for label in (called(post), name(post)) if label]
    text = sentence.text
    # The longest first: a title may stand within a span of its own post, or a name within a title.
    for words in sorted(foreign, key=len, reverse=True):
        text = text.replace(words, " ", 1)
    return text


def _quote_faults(quote: Quote, posts: Mapping[str, Post]) -> Iterator[str]:
    if (fault := _missing(quote.post, posts)) is not None:
        yield fault
        return
    post = posts[quote.post]
    if post.revision != quote.revision or post.text[quote.start : quote.end] != quote.text:
        yield f"is not verbatim {post.id!r} [{quote.start}:{quote.end}]"
    if quote.author != post.author:
        yield f"is by {quote.author!r}, not by {post.author!r}"
    kinds = quote.counters
    total = kinds.like + kinds.repost + kinds.reply + kinds.quote + kinds.point + kinds.comment
    if quote.points != total:
        yield f"has {quote.points} points, its counters sum to {total}"


def _count_faults(story: Story, posts: Mapping[str, Post]) -> Iterator[str]:
    """An author figure over posts of which one is known to be by nobody knows whom."""
    told = [cited.post for cited in story.sources if cited.post in posts]
    unknown = [post for post in told if not posts[post].author]
    if story.authors is not None and unknown:
        yield f"counts {story.authors} authors, and nobody knows who wrote {unknown[0]!r}"


def _missing(post: str, posts: Mapping[str, Post]) -> str | None:
    if post not in posts:
        return f"cites the unknown post {post!r}"
    return None if posts[post].live else f"cites the gone post {post!r}"
