"""Kafka's jars: found in a cache folder, or fetched into it once by Maven."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
POM = HERE / "pom.xml"
JAVA = 17
"""The oldest Java that a Kafka 4 broker runs on."""


class Missing(Exception):
    """Something that a local Kafka needs is not on this machine; the text says how to get it."""


def java() -> str:
    """The path of a Java that is new enough; raises `Missing`."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if found is None:
        raise Missing(
            f"no Java: install Java {JAVA} (Debian: apt-get install default-jre-headless)"
        )
    if (version := _major(found)) < JAVA:
        raise Missing(f"{found} is Java {version}, and Kafka 4 needs {JAVA}: install a newer one")
    return found


def jars() -> Path:
    """The folder of the jars, fetched where it isn't there yet; raises `Missing`."""
    folder = _cache() / f"kafka-{_version()}"
    if not folder.is_dir():
        _fetch(folder)
    return folder


def _cache() -> Path:
    """Where this user's programs keep what they can fetch again (XDG Base Directory)."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if named.startswith("/") else Path.home() / ".cache"
    return base / "bouclage"


def _version() -> str:
    text = POM.read_text()
    return text.split("<artifactId>kafka_2.13</artifactId>")[1].split("<version>")[1].split("<")[0]


def _major(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    digits = told.split('"')[1].split(".")[0] if '"' in told else "0"
    return int(digits) if digits.isdigit() else 0


def _fetch(folder: Path) -> None:
    """Fetch beside the folder, then rename: a broken download leaves nothing behind."""
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing(f"no Maven to fetch Kafka's jars into {folder}: apt-get install maven")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        fresh = Path(aside) / "jars"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
        done = subprocess.run(
            [maven, "-q", "-B", "-f", str(POM), *goal], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Missing(f"Maven could not fetch Kafka's jars:\n{done.stdout[-2000:]}")
        if not folder.is_dir():
            fresh.rename(folder)
