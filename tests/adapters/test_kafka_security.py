"""A guarded broker lets in who may, tells everybody else why, and nobody ever reads a secret."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ops.kafka import LocalKafka, Security
from schemas.channels import CHANNELS
from streams.adapters.errors import LogError, LogUnusable
from streams.adapters.kafka_log import KafkaLog
from streams.adapters.kafka_settings import KafkaSettings
from streams.adapters.log import Row
from tests.adapters.contract_log import PARTITIONS, everything
from tests.adapters.toy_run import ToyRun
from tests.kafka_fixture import started

pytestmark = pytest.mark.kafka

SECRET = "sesame-9f3a"
WRONG = "simsim-77c1"
GUARDS = {
    "SSL": Security(tls=True),
    "SASL_SSL": Security(user="reader", password=SECRET, tls=True),
}


class Guarded(NamedTuple):
    """A broker behind guards, and what gets past them."""

    broker: LocalKafka
    keys: dict[str, str]


@pytest.fixture(scope="module", params=GUARDS)
def guarded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Guarded]:
    security = GUARDS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    with started(folder, request, security=security) as broker:
        keys = {"protocol": request.param}
        if security.user:
            keys |= {"mechanism": "SCRAM-SHA-256", "user": "reader", "password": SECRET}
        if security.tls:
            keys["ca"] = str(broker.certificate)
        yield Guarded(broker, keys)


def test_a_log_and_a_worker_get_in_and_say_no_secret(
    guarded: Guarded, prefix: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    log = KafkaLog.open(guarded.broker.url, prefix=prefix, security=guarded.keys)
    log.create(CHANNELS, PARTITIONS)
    log.append([Row("orders", b"k", b"let in")])
    assert [entry.value for entry in everything(log, "orders", 0)] == [b"let in"]
    log.close()
    direct, url = guarded.broker.direct, guarded.broker.url
    with ToyRun(direct, prefix, tmp_path, url=url, security=guarded.keys) as run:
        run.start("a")
        run.progress()
        run.settle()
        run.folded_once_in_order()
        said = run.said()
    assert "kafka" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in said


def test_who_does_not_know_the_secret_is_told_what_to_look_at_and_not_what_was_tried(
    guarded: Guarded, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    refused = {"ca": ""} if "password" not in guarded.keys else {"password": WRONG}
    with pytest.raises(LogUnusable, match="password and certificate") as told:
        KafkaLog.open(guarded.broker.url, security=guarded.keys | refused, patience=3.0)
    assert guarded.broker.url.removeprefix("kafka://") in str(told.value)
    assert WRONG not in f"{told.value!r} {told.getrepr(style='long')} {caplog.text}"


def test_settings_show_everything_but_the_secret() -> None:
    keys = {"protocol": "SASL_SSL", "mechanism": "PLAIN", "user": "me", "password": SECRET}
    settings = KafkaSettings.of("kafka://a:1", keys)
    assert "user='me'" in repr(settings)
    assert SECRET not in repr(settings)
    assert SECRET not in repr(settings.client())
    assert settings.client()["sasl_plain_password"] == SECRET


@pytest.mark.parametrize(
    "keys",
    [
        {"protocol": "TLS"},
        {"protocol": "SASL_SSL", "user": "me", "password": SECRET},
        {"protocol": "SASL_SSL", "mechanism": "PLAIN", "user": "me"},
        {"protocol": "SSL", "ca": "/nowhere/ca.pem"},
        {"secret": SECRET},
    ],
)
def test_settings_that_cannot_work_are_refused_before_anything_connects(
    keys: dict[str, str],
) -> None:
    with pytest.raises(LogError) as told:
        KafkaSettings.of("kafka://nowhere.invalid:1", keys).client()
    assert SECRET not in str(told.value)
