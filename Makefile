# Two commands: `make run` shows a day become a digest, `make test` proves it. Both set themselves up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: setup run test lint types unit kafka kafka-stop lock schemas clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: setup
	$(BIN)/bouclage demo

test: lint types unit

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup
	$(BIN)/mypy

unit: setup
	$(BIN)/python -m pytest

kafka: setup
	$(BIN)/python -m ops.kafka start

kafka-stop: setup
	$(BIN)/python -m ops.kafka stop

schemas: setup
	$(BIN)/python -m schemas.json_schema

# Only to change versions: writes requirements.lock anew from pyproject.toml.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra dev --no-annotate --no-header \
	  --python-version 3.11 --output-file requirements.lock pyproject.toml ops/build-requirements.in

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
