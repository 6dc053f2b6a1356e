"""Scores and times the topic learner: `python -m ops.bench.topics --data DIR [--river]`.

DIR holds files of posts, a JSON object a line with `text`, `label` (or null) and `ts` or `seq`.
Times are CPU time of this process; what a worker does at its start (freezing what is loaded) is
done here, too. Posts a second are those of a desk, which learns the posts of a second at once;
p99 and the longest are of posts learned one by one. `--memory N` feeds N posts of the mixed stream
over and over instead.
"""

import gc
import resource
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import cycle, islice, pairwise
from pathlib import Path
from time import process_time_ns
from typing import NamedTuple

import click

from ops.bench.scores import scores
from ops.bench.streams import CLEANED, Stream, mixed, read
from streams.core.text import analyse
from streams.core.topics import AT_ONCE, TopicModel, last, ready

BLOCKS = 5


class Run(NamedTuple):
    """Topics at the end and at first, with the nanoseconds that each post took."""

    topics: list[int]
    first: list[int]
    took: list[int]


@click.command()
@click.option(
    "--data", envvar="BOUCLAGE_BENCH_DATA", required=True, type=click.Path(path_type=Path)
)
@click.option("--river", is_flag=True, help="Run River's TextClust beside it.")
@click.option("--memory", default=0, metavar="N", help="Feed N posts and print the memory.")
def main(data: Path, *, river: bool, memory: int) -> None:
    """Score and time the topic learner on files of posts."""
    ready()
    if memory:
        flat(mixed(data), memory)
        return
    for name in CLEANED:
        stream = read(data, name)
        show("learner", stream, timed(ours(stream)), speeds(many(stream)))
        for setting in ("published", "tuned") if river else ():
            run = timed(theirs(stream, setting))
            show(f"TextClust {setting}", stream, run, speeds(run.took))
    for stream in (read(data, "fifa2022_day"), mixed(data)):
        show("learner", stream, timed(ours(stream)), speeds(many(stream)))


Learn = tuple[int, Callable[[int], int], Callable[[list[int]], list[int]]]
"""How many posts; learn one by its number; and first topics to final ones."""


def ours(stream: Stream) -> Learn:
    """Our learner on a stream, with text processing where the text is raw."""
    model = TopicModel()

    def learn(number: int) -> int:
        return model.learn(_tokens(stream, number), t=stream.times[number], post=number)

    def end(topics: list[int]) -> list[int]:
        topics, became = list(topics), dict(model.take_merges())
        for post, topic in model.take_moves():
            topics[post] = topic
        return [last(topic, became) for topic in topics]

    return len(stream.texts), learn, end


def _tokens(stream: Stream, number: int) -> Sequence[str]:
    text = stream.texts[number]
    return text.split() if stream.cleaned else analyse(text).tokens


def theirs(stream: Stream, setting: str) -> Learn:
    """TextClust on a stream."""
    from ops.bench.text_clust import SETTINGS, Told  # noqa: PLC0415 - loads much

    model = Told(**SETTINGS[setting])
    return (
        len(stream.texts),
        lambda number: model.learn(stream.texts[number]),
        lambda topics: [model.find(topic) for topic in topics],
    )


def timed(learn: Learn) -> Run:
    """Feed a whole stream, the clock of the CPU read after each post."""
    count, learn_one, end = learn
    gc.collect()
    gc.freeze()
    first, clock = [], [process_time_ns()]
    for number in range(count):
        first.append(learn_one(number))
        clock.append(process_time_ns())
    took = [after - before for before, after in pairwise(clock)]
    return Run(end(first), first, took)


def many(stream: Stream) -> list[int]:
    """The nanoseconds of each post where as many as a call takes are learned at once, as a desk
    does with those of a second."""
    gc.collect()
    gc.freeze()
    model, took, count = TopicModel(), [], len(stream.texts)
    for begin in range(0, count, AT_ONCE):
        before, numbers = process_time_ns(), range(begin, min(begin + AT_ONCE, count))
        model.learn_many([(_tokens(stream, n), stream.times[n], n) for n in numbers])
        took += [(process_time_ns() - before) // len(numbers)] * len(numbers)
    return took


def show(what: str, stream: Stream, run: Run, speed: list[float]) -> None:
    """One line of figures."""
    parts = [f"{stream.name:13} {what:20}"]
    if stream.labels:
        at_first = scores(stream.labels, run.first)
        parts.append(f"NMI/ARI/F1 {scores(stream.labels, run.topics)}, at first {at_first}")
    largest = Counter(run.topics).most_common(1)[0][1] / len(run.topics)
    took = sorted(run.took)
    parts.append(f"largest {largest:.1%}")
    parts.append(f"posts/s {' '.join(f'{each:,.0f}' for each in speed)}")
    parts.append(f"p99 {took[len(took) * 99 // 100] / 1e6:.2f} ms longest {took[-1] / 1e6:.1f} ms")
    click.echo("; ".join(parts))


def speeds(took: list[int]) -> list[float]:
    """Posts a CPU second, from the first block of the stream to the last."""
    size = len(took) // BLOCKS
    return [size * 1e9 / sum(took[i * size : (i + 1) * size]) for i in range(BLOCKS)]


def flat(stream: Stream, count: int) -> None:
    """Memory as the stream goes on; every round's rare words are new."""
    model = TopicModel()
    click.echo(f"before the first post: {_peak():.0f} MB at most, the compiler's library in it")
    for number, text in enumerate(islice(cycle(stream.texts), count)):
        tokens = (f"{token}.{number // len(stream.texts)}" for token in analyse(text).tokens)
        model.learn(list(tokens), t=float(number), post=number)
        if number % 1_000 == 0:
            model.take_moves()
            model.take_merges()
        if number % (count // 10) == count // 10 - 1:
            click.echo(f"{number + 1:9,} posts: {_peak():.0f} MB at most")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
