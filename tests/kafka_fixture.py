"""A real Kafka for tests: the one at BOUCLAGE_TEST_KAFKA, or one of our own for this run.

Where there can be none, tests that need it are skipped and the run ends with one line that says
so; with BOUCLAGE_TEST_REQUIRE_KAFKA=1 (continuous integration) they fail instead.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.kafka import LocalKafka, Missing, Security
from ops.kafka.jars import jars, java

SESSION = 6.0 if "BOUCLAGE_TEST_KAFKA" in os.environ else 2.0
"""Seconds after which test workers are given up: quicker than brokers of others allow."""
_untested = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def kafka(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The URL of a broker that all tests share: keep to channels under a prefix of your own."""
    given = os.environ.get("BOUCLAGE_TEST_KAFKA")
    if given:
        yield given
        return
    with started(tmp_path_factory.mktemp("kafka"), request) as broker:
        yield broker.url


@pytest.fixture
def own_kafka(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[LocalKafka]:
    """A broker of this test alone, to be frozen and killed."""
    with started(tmp_path / "kafka", request) as broker:
        yield broker


@pytest.fixture
def prefix() -> str:
    """A prefix that no other test has, so that nobody meets the channels of another."""
    return f"t{secrets.token_hex(5)}."


@pytest.fixture
def can_kafka(request: pytest.FixtureRequest) -> None:
    """Only where a broker of our own can be run; for tests that start it themselves."""
    try:
        java(), jars()
    except Missing as missing:
        _no_kafka(str(missing), request.config)


def started(
    folder: Path,
    request: pytest.FixtureRequest,
    *,
    security: Security | None = None,
    advertised: int = 0,
) -> LocalKafka:
    """A running broker in this folder; skips or fails where none can be run."""
    broker = LocalKafka(folder, advertised=advertised, security=security or Security())
    try:
        broker.start()
    except Missing as missing:
        _no_kafka(str(missing), request.config)
    return broker


def _no_kafka(why: str, config: pytest.Config) -> None:
    config.stash[_untested] = why
    if os.environ.get("BOUCLAGE_TEST_REQUIRE_KAFKA") == "1":
        pytest.fail(f"Kafka is required: {why}")
    pytest.skip(f"Kafka: {why}")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was not tested, in one visible line."""
    if _untested in config.stash:
        why = config.stash[_untested]
        terminalreporter.write_line(f"not tested: Kafka ({why})", yellow=True, bold=True)
