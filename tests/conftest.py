"""Fixtures for all rooms."""

import os
from pathlib import Path

import pytest

from tests.kafka_fixture import can_kafka, kafka, own_kafka, prefix, pytest_terminal_summary

__all__ = ["can_kafka", "kafka", "own_kafka", "prefix", "pytest_terminal_summary"]

SHARED = Path(os.environ.get("BOUCLAGE_TEST_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measurement data, which the project never ships."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"no measurement data at {SHARED} (set BOUCLAGE_TEST_SHARED): not tested")
    return SHARED
