"""One day of our own, in both languages, as data. `BOUCLAGE_TEST_GOLDEN=write` writes it anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.codec import encode
from schemas.digests import Digest
from streams.core.writing import amend, check, write
from streams.outlets.page import markdown, plain
from tests.core.writing.making import GOLDEN, golden_day, page

ROOT = Path(__file__).parents[3]
CASES = ("fr", "en", "fr-quiet", "en-quiet", "fr-rolling", "fr-amended")
GONE = {"post-1": "deleted", "post-20": "withheld"}


def digest_of(case: str) -> Digest:
    language, _, variant = case.partition("-")
    cards, posts = golden_day()
    if variant == "rolling":
        made = page(cards, language, kind="rolling", revision=41, as_of=1_773_330_000_000)
        return write(made)
    digest = write(page([] if variant == "quiet" else cards, language))
    if variant != "amended":
        return digest
    amended = amend(digest, gone=GONE, posts=posts, at=1_773_400_000_000)
    assert amended is not None
    return amended[0]


def held(name: str, text: str) -> str:
    """The golden text of that name, written first where the flag says so."""
    path = GOLDEN / name
    if os.environ.get("BOUCLAGE_TEST_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_page_gives_the_same_bytes_as_ever(case: str) -> None:
    digest = digest_of(case)
    assert encode(digest).decode() == held(f"{case}.json", encode(digest).decode())
    assert markdown(digest) == held(f"{case}.md", markdown(digest))
    assert plain(digest, 88) == held(f"{case}.txt", plain(digest, 88))


@pytest.mark.parametrize("case", CASES)
def test_every_golden_page_stands_on_its_sources(case: str) -> None:
    _, posts = golden_day()
    live = {i: p for i, p in posts.items() if "amended" not in case or i not in GONE}
    assert check(digest_of(case), live) == []


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_no_hash_order_reaches_a_page(seed: str) -> None:
    program = (
        "from schemas.codec import fingerprint;"
        "from tests.core.writing.test_golden import CASES, digest_of;"
        "print(*(fingerprint(digest_of(case)) for case in CASES))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    from schemas.codec import fingerprint

    assert told.stdout.split() == [fingerprint(digest_of(case)) for case in CASES]
