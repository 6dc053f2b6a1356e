"""The production set-up is what the Compose specification and our own promises allow."""

import importlib.resources
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    return loaded


@pytest.fixture(scope="module")
def ours(compose: dict[str, Any]) -> dict[str, Any]:
    return {name: s for name, s in compose["services"].items() if name != "kafka"}


def test_the_file_fits_the_compose_specification(compose: dict[str, Any]) -> None:
    schemas = importlib.resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((schemas / "compose-spec.json").read_text())
    jsonschema.Draft7Validator(schema).validate(compose)


def test_nothing_starts_before_kafka_answers_and_channels_exist(
    compose: dict[str, Any], ours: dict[str, Any]
) -> None:
    assert compose["services"]["kafka"]["healthcheck"]["test"][0] == "CMD"
    waits = {name: service["depends_on"] for name, service in ours.items()}
    assert waits.pop("channels") == {"kafka": {"condition": "service_healthy"}}
    for after in waits.values():
        assert after == {"channels": {"condition": "service_completed_successfully"}}


def test_every_role_runs_and_two_workers_fold(ours: dict[str, Any]) -> None:
    commands = {name: service["command"].split() for name, service in ours.items()}
    assert commands["channels"] == ["channels", "create"]
    assert commands["intake"][0] == "intake"
    assert len(commands["intake"]) > 1
    assert commands["intake-spare"] == ["intake"]
    assert commands["worker"] == ["worker"]
    assert ours["worker"]["deploy"]["replicas"] == 2
    assert commands["publisher"] == ["publish", "--out", "/digests"]


def test_intakes_bear_different_names(ours: dict[str, Any]) -> None:
    named = [s["environment"].get("BOUCLAGE_INTAKE") for n, s in ours.items() if "intake" in n]
    assert sorted(named) == ["intake", "spare"]


def test_nothing_is_published_beyond_this_machine(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_the_broker_keeps_its_log_in_a_volume(compose: dict[str, Any]) -> None:
    kafka = compose["services"]["kafka"]
    assert kafka["volumes"] == [f"kafka:{kafka['environment']['KAFKA_LOG_DIRS']}"]
    assert set(compose["volumes"]) == {"kafka", "digests", "compiled"}


def test_our_containers_can_write_only_what_they_must(ours: dict[str, Any]) -> None:
    for service in ours.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]


def test_the_image_is_nobodys_root_and_holds_no_folder_that_it_does_not_need() -> None:
    stages = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    assert "\nUSER 10001\n" in stages[-1]
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    copied = [line.split()[1] for line in stages[0].splitlines() if line.startswith("COPY")]
    for folder in copied:
        assert f"!{folder}" in ignored or "." in folder
