"""The JSON Schema files say what the structs say."""

import pytest

from schemas import json_schema


@pytest.mark.parametrize("name", json_schema.HOLDS)
def test_the_schema_file_is_up_to_date(name: str) -> None:
    kept = (json_schema.FOLDER / f"{name}.json").read_bytes()
    assert kept == json_schema.schema(name), "run `make schemas` and commit what it writes"
