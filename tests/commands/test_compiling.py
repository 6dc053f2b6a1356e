"""A worker does not carry the compiler's memory."""

import os
import subprocess
import sys
from pathlib import Path

FIRST_START = """
import sys
from streams.commands.folding import compiled
compiled()
from streams.core.stories import kernels
from streams.core.topics import steps
loops = (steps.learn, steps.predict, kernels.multiplied, kernels.weighed, kernels.shared)
print([sum(loop.stats.cache_hits.values()) for loop in loops])
print([sum(loop.stats.cache_misses.values()) for loop in loops])
print("scipy" in sys.modules)
"""


def test_even_at_the_first_start_the_process_that_folds_reads_what_another_compiled(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_START],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    hits, misses, scipy = done.stdout.splitlines()
    assert hits == "[1, 1, 1, 1, 1]"
    assert misses == "[0, 0, 0, 0, 0]"
    assert scipy == "False"
