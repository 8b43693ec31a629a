"""A TCP proxy between the worker and a server: holds and cuts, with no hook in our code."""

import asyncio

_CHUNK = 65536


class TcpProxy:
    """Forwards to a port; `hold` stops what clients say, `cut` ends every connection."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.port = 0
        self._open = asyncio.Event()
        self._open.set()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to listen on a port of its own."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Take no more, and cut what there is."""
        if self._server is not None:
            self._server.close()
            self._server = None
        await self.cut()

    def hold(self) -> None:
        """Let nothing more through from clients: connected, and silent."""
        self._open.clear()

    def release(self) -> None:
        """Let everything through again."""
        self._open.set()

    async def cut(self) -> None:
        """End every connection there is."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        theirs: asyncio.StreamWriter | None = None
        try:
            server, theirs = await asyncio.open_connection("127.0.0.1", self.target)
            line = self.line()
            pipes = [
                asyncio.create_task(line.up(reader, theirs)),
                asyncio.create_task(line.down(server, writer)),
            ]
            try:
                await asyncio.wait(pipes, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for pipe in pipes:
                    pipe.cancel()
                await asyncio.gather(*pipes, return_exceptions=True)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            for end in (writer, theirs):
                if end is not None:
                    end.close()

    def line(self) -> "Line":
        """What carries one connection's bytes."""
        return Line(self._open)


class Line:
    """Carries bytes both ways while `open_` is set."""

    def __init__(self, open_: asyncio.Event) -> None:
        self._open = open_

    async def up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """From the client to the server."""
        while data := await reader.read(_CHUNK):
            await self._open.wait()
            writer.write(data)
            await writer.drain()

    async def down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """From the server to the client."""
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
