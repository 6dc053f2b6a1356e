"""The house keeps its own rules: sizes, words, rooms."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {"streams": 200, "schemas": 200, "ops": 200, "tests": 300}
REASONS: dict[str, str] = {}
FOREIGN = re.compile(r"/work/|\bshared/(data|samples|score)\b.*jsonl?\b|pypi\.org|maven\.org|npmjs")


def tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name.endswith(suffixes) and (ROOT / name).is_file()]


@pytest.mark.parametrize("room", LIMITS)
def test_a_file_holds_one_idea_and_stays_short(room: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] == room
        and (lines := len(path.read_text().splitlines())) > LIMITS[room]
        and str(path.relative_to(ROOT)) not in REASONS
    }
    assert not long, f"longer than {LIMITS[room]} lines: split by idea, or give a reason: {long}"


def test_the_project_speaks_of_the_product_alone() -> None:
    own = Path(__file__)
    texts = tracked(".py", ".md", ".toml", ".yml", "Makefile", "run", "Dockerfile", ".lock", ".xml")
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in texts
        if path != own and (match := FOREIGN.search(path.read_text()))
    ]
    assert not found
