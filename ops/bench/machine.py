"""The machine and the versions that figures were measured with."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("faust-streaming", "aiokafka", "kafka-python", "msgspec", "orjson", "river")


def machine() -> dict[str, object]:
    """What somebody needs to know who compares: processor, system, versions, how busy it is."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load": [round(load, 1) for load in os.getloadavg()],
        **{package: version(package) for package in PACKAGES},
    }


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line]
    return names[0] if names else platform.machine()
