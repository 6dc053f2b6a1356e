"""What docker-compose.yml would run: each service's command and environment, resolved."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


class Service(NamedTuple):
    """One of our services: what comes after `bouclage`, its environment, how many of it run."""

    command: list[str]
    environment: dict[str, str]
    replicas: int


def services(given: Mapping[str, str]) -> dict[str, Service]:
    """Our services as `given` (the environment that compose is called in) makes them."""
    loaded: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
    return {
        name: Service(
            resolved(service["command"], given).split(),
            {key: resolved(value, given) for key, value in service["environment"].items()},
            service.get("deploy", {}).get("replicas", 1),
        )
        for name, service in loaded["services"].items()
        if "command" in service
    }


def resolved(text: str, given: Mapping[str, str]) -> str:
    """`${NAME}`, `${NAME:-default}` and `${NAME:?complaint}` as Compose resolves them.

    >>> resolved("a ${B:-c} ${D}", {"D": "d"})
    'a c d'
    """

    def value(found: re.Match[str]) -> str:
        name, how, rest = found.groups()
        if given.get(name):
            return given[name]
        if how == "?":
            raise KeyError(f"{name}: {rest}")
        return rest or ""

    return _VARIABLE.sub(value, text)
