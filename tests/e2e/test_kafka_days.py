"""Laws of a day on a real Kafka, held by the product's own commands: the cut never shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from orjson import dumps

from ops.chaos import check
from schemas.channels import HANDOVERS, POSTS
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.kafka_settings import servers
from streams.adapters.log import Row
from tests.e2e.compose import services
from tests.e2e.kafka_stage import Installation
from tests.e2e.stage import Played, begin, end, pages, written

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The day on the embedded log, that nobody disturbed."""
    folder = tmp_path_factory.mktemp("embedded")
    day = Played(*written(folder), f"sqlite:///{folder / 'log.db'}", folder / "out")
    how = ("--broker", day.broker, "--editions", day.editions, "--out", day.out)
    end(begin("replay", day.file, *how, told=folder / "told"), folder / "told")
    assert pages(day.out)
    return day


@pytest.fixture
def site(kafka: str, prefix: str, tmp_path: Path) -> Iterator[Installation]:
    with Installation(kafka, prefix, tmp_path) as site:
        yield site


def feeding(day: Played, url: str, out: Path) -> tuple[object, ...]:
    common = ("replay", day.file, "--editions", day.editions, "--out", out)
    return (*common, "--no-worker", "--broker", url)


def same(calm: Played, site: Installation, out: Path) -> None:
    """Every page and every final as on the embedded log; nothing doubled, no hole, no lag."""
    assert pages(out) == pages(calm.out)
    assert check.differences(calm.log(), site.log) == []
    assert check.broken_chains(site.log) == []
    site.until(lambda: check.unmirrored(site.log) == [], "offsets that say what snapshots say")


def test_one_worker_on_kafka_prints_what_the_embedded_log_does(
    calm: Played, site: Installation, kafka: str, tmp_path: Path
) -> None:
    site.run("channels", "channels", "create")
    site.start("worker", "worker")
    site.run("feeder", *feeding(calm, kafka, tmp_path / "out"))
    same(calm, site, tmp_path / "out")
    site.run("publisher", "publish", "--once", "--out", tmp_path / "published")
    assert pages(tmp_path / "published") == pages(calm.out)
    assert "all is well" in site.run("status", "status")
    site.stop("worker")
    assert check.unmirrored(site.log) == []


def test_a_worker_killed_in_the_middle_of_a_day_does_not_show_in_any_digest(
    calm: Played, site: Installation, kafka: str, tmp_path: Path
) -> None:
    site.run("channels", "channels", "create", "--partitions", "posts=12")
    site.start("one", "worker")
    site.start("two", "worker")
    site.start("feeder", *feeding(calm, kafka, tmp_path / "out"))
    site.until(lambda: site.ends(HANDOVERS.name) > 0, "the first hand-over")
    site.kill("one")
    site.start("three", "worker")
    site.until(lambda: site.done("feeder"), "every final")
    same(calm, site, tmp_path / "out")
    site.stop("two")
    site.stop("three")
    assert check.unmirrored(site.log) == []


def test_every_service_of_the_compose_file_runs_as_it_stands_there(
    calm: Played, site: Installation, kafka: str, prefix: str, tmp_path: Path
) -> None:
    stream = f"{prefix}firehose"
    fields = "id=uuid,text=body,author=who"
    found = services({"BOUCLAGE_SOURCES": f"kafka:{stream}", "BOUCLAGE_FIELDS": fields})
    assert set(found) == {"channels", "intake", "intake-spare", "worker", "publisher"}
    digests = tmp_path / "digests"

    def begun(name: str, number: int = 0) -> str:
        """Start a service here: only the broker, the prefix and the volume lie elsewhere."""
        ours = {"BOUCLAGE_BROKER": kafka, "BOUCLAGE_PREFIX": prefix}
        command = [str(digests) if word == "/digests" else word for word in found[name].command]
        site.start(f"{name}-{number}", *command, more=found[name].environment | ours)
        return f"{name}-{number}"

    channels = begun("channels")
    site.until(lambda: site.done(channels), "the channels")
    on = [begun("worker", number) for number in range(found["worker"].replicas)]
    on.append(begun("publisher"))
    site.run("feeder", *feeding(calm, kafka, tmp_path / "out"))
    same(calm, site, tmp_path / "out")
    site.until(lambda: pages(digests) == pages(calm.out), "the publisher's pages")
    with others(kafka, stream) as say:
        on += [begun("intake"), begun("intake-spare")]
        before = site.committed()
        site.until(lambda: say() != [] and theirs(site.log) > 3, "the posts of others")
    site.until(lambda: site.committed() > before, "their folding")
    assert len(on) == 5
    for name in reversed(on):
        site.stop(name)
    assert check.unmirrored(site.log) == []


@contextmanager
def others(url: str, stream: str) -> Iterator[Callable[[], list[int]]]:
    """A channel of others; each call has them say something more, in their own words."""
    admin = KafkaAdminClient(bootstrap_servers=list(servers(url)))
    admin.create_topics({stream: {"num_partitions": 1}})
    admin.close()
    log = KafkaLog.open(url)
    post = {"body": "An open model for all", "who": "somebody"}
    numbers = count()
    yield lambda: log.append([Row(stream, b"", dumps({"uuid": f"their-{next(numbers)}"} | post))])
    log.close()


def theirs(log: KafkaLog) -> int:
    """How many posts of others came in lately."""
    ends = [log.end(POSTS.name, p) for p in range(log.partitions(POSTS.name))]
    newest = (log.read(POSTS.name, p, max(0, end - 200)) for p, end in enumerate(ends))
    return sum(b"their-" in (entry.value or b"") for read in newest for entry in read)
