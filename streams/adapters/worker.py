"""Runs an application until it is told to stop, or must."""

import asyncio
import ctypes
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from streams.adapters.faust_app import FoldingApp

logger = logging.getLogger(__name__)

SWITCH = 0.001
"""Seconds after which a folding loop lets a thread run: appends and snapshots wait in threads."""
THREADS = 16
"""Readers and intakes of an embedded run wait in threads; snapshots must not wait for them."""
LAST_SNAPSHOTS, STOPPING = 20.0, 20.0
YOUNG = 50_000
"""Allocations between two looks of the garbage collector: folds make few cycles, and much else."""

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
LARGE, TOP, ARENAS = 256 << 10, 4 << 20, 2
"""Blocks of so many bytes are mapped on their own: the arrays of a page and what snapshots are
written from leave no holes then, 40 MB of them in a full worker. So much may be free at the end of
a heap before it is given back; threads share so many heaps."""
TRIM = 5.0
"""Seconds between two looks for pages of the heap on which nothing is left: records come and go
among what stays, and would keep 50 MB and more."""


class WorkerFailed(Exception):
    """The worker stopped itself; the cause says why. What it had not kept comes again."""


async def work(app: FoldingApp, stop: asyncio.Event) -> None:
    """Fold until `stop` is set, then keep every state; raises `WorkerFailed`.

    May run beside other tasks of the same loop (intake, publisher).
    """
    sys.setswitchinterval(SWITCH)
    give_memory_back()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    keeping: asyncio.Task[None] | None = None
    trimming = asyncio.create_task(_trim())
    try:
        app.loop = asyncio.get_running_loop()
        await app.start()
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, 20, 50)
        keeping = asyncio.create_task(app.keep())
        keeping.add_done_callback(lambda task: _note(app, task))
        await _first(stop.wait(), app.failed.wait())
    except Exception as error:  # noqa: BLE001 - told below, with its cause
        app.fail(error)
    trimming.cancel()
    if keeping is not None:
        keeping.cancel()
    await _stop(app)
    if app.failure is not None:
        why = str(app.failure) or repr(app.failure)
        raise WorkerFailed(f"worker stopped: {why}") from app.failure


def give_memory_back() -> None:
    """Have glibc hand large blocks back to the system; elsewhere nothing.

    Left to itself it keeps the largest snapshot ever made, once for every thread that wrote one.
    """
    with suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, TOP)  # less, and it would ask and give back all the time
        mallopt(M_ARENA_MAX, ARENAS)


async def _trim() -> None:
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    while trim is not None:
        await asyncio.sleep(TRIM)
        await asyncio.to_thread(trim, 0)  # a few milliseconds


def run_worker(app: FoldingApp) -> None:
    """Fold until SIGTERM or SIGINT; raises `WorkerFailed` (exit with a code other than 0)."""

    async def main() -> None:
        with stopped_by_signals() as stop:
            await work(app, stop)

    asyncio.run(main())


@contextmanager
def stopped_by_signals() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        yield stop
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(name)


async def _stop(app: FoldingApp) -> None:
    if app.failure is None:
        try:
            await asyncio.wait_for(app.close_folds(), LAST_SNAPSHOTS)
        except Exception as error:  # noqa: BLE001 - told by `work`, with its cause
            app.fail(error)
    with suppress(Exception):
        await asyncio.wait_for(app.stop(), STOPPING)


async def _first(*waiting: object) -> None:
    tasks = [asyncio.ensure_future(one) for one in waiting]  # type: ignore[call-overload]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _note(app: FoldingApp, task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        app.fail(error)
