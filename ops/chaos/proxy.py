"""A line to a broker that can be cut, silenced and slowed: a TCP proxy in a thread of its own."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

CHUNK = 64 * 1024


class Proxy:
    """Forwards a port of its own to `target` on loopback; used as a context, it ends with it.

    `target` may be set later, so that a broker can be told to advertise the proxy's port.
    """

    def __init__(self, target: int = 0) -> None:
        self.target = target
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._lines: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._refusing = False
        self._delay = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """Break every line, and refuse new ones."""
        self._do(self._cut())

    def silence(self) -> None:
        """Keep the lines open, and let nothing through: nobody is told that anything is wrong."""
        self._loop.call_soon_threadsafe(self._flowing.clear)

    def slow(self, seconds: float) -> None:
        """Hold back every piece of data by this long."""
        self._delay = seconds

    def restore(self) -> None:
        """Let everything through again, at once."""
        self._refusing, self._delay = False, 0.0
        self._loop.call_soon_threadsafe(self._flowing.set)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10.0)

    async def _listen(self) -> None:
        self._flowing.set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _accept(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._lines.add(back)
        try:
            if self._refusing:
                return
            far, out = await asyncio.open_connection("127.0.0.1", self.target)
            self._lines.add(out)
            await asyncio.gather(self._pump(near, out), self._pump(far, back))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._drop(back)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(CHUNK):
                if self._delay:
                    await asyncio.sleep(self._delay)
                await self._flowing.wait()
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            self._drop(sink)

    def _drop(self, line: asyncio.StreamWriter) -> None:
        self._lines.discard(line)
        with suppress(OSError):
            line.close()

    async def _cut(self) -> None:
        self._refusing = True
        for line in list(self._lines):
            line.transport.abort()
            self._lines.discard(line)

    async def _close(self) -> None:
        self._server.close()
        await self._cut()
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
