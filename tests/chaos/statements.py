"""A proxy that reads what is said to PostgreSQL, and stops a connection at a chosen statement."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.proxies import Line, TcpProxy

_SSL_REQUEST = (80877103).to_bytes(4, "big")


@dataclass
class Stall:
    """Stops the first connection whose transaction holds all `words` and now says `at`.

    `after`: the statement still reaches the server, but its answer never comes back.
    `only_tell`: nothing is stopped; `then` is called when the statement passes.
    """

    at: str
    words: tuple[str, ...]
    after: bool = False
    then: Callable[[], None] | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)


class PostgresProxy(TcpProxy):
    """`stall` arms; connections that are stopped stay so until they are cut."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.stalls: list[Stall] = []

    def stall(self, at: str, *words: str, after: bool = False) -> Stall:
        """Arm one stall; wait for its `reached`."""
        made = Stall(at, words, after)
        self.stalls.append(made)
        return made

    def tell(self, at: str, *words: str, then: Callable[[], None]) -> Stall:
        """Call `then` as a statement passes, and stop nothing."""
        made = Stall(at, words, then=then)
        self.stalls.append(made)
        return made

    def line(self) -> Line:
        """One that listens."""
        return _Listening(self._open, self.stalls)


class _Listening(Line):
    """Follows the extended protocol: prepared statements are known by name, values come later."""

    def __init__(self, open_: asyncio.Event, stalls: list[Stall]) -> None:
        super().__init__(open_)
        self._stalls = stalls
        self._prepared: dict[bytes, str] = {}
        self._said: list[str] = []
        self._values = b""
        self._answers = asyncio.Event()
        self._answers.set()

    async def up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Message by message, so that it can be stopped between two of them."""
        started = False
        while True:
            kind = b"" if not started else await reader.readexactly(1)
            head = await reader.readexactly(4)
            body = await reader.readexactly(int.from_bytes(head, "big") - 4)
            await self._open.wait()
            if not started:
                started = body != _SSL_REQUEST
            elif (statement := self._heard(kind, body)) is not None:
                await self._stop_at(statement)
            writer.write(kind + head + body)
            await writer.drain()

    async def down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers, as long as they may come back."""
        while data := await reader.read(65536):
            await self._answers.wait()
            writer.write(data)
            await writer.drain()

    def _heard(self, kind: bytes, body: bytes) -> str | None:
        match kind:
            case b"Q":
                statement = body.rstrip(b"\0").decode()
            case b"P":
                name, query, _ = body.split(b"\0", 2)
                self._prepared[name] = query.decode()
                return None
            case b"B":
                _, name, values = body.split(b"\0", 2)
                statement = self._prepared.get(name, "")
                self._values += values
            case _:
                return None
        if statement.startswith("BEGIN"):
            self._said, self._values = [], b""
        self._said.append(statement)
        return statement

    async def _stop_at(self, statement: str) -> None:
        said = " ".join(self._said)
        for stall in self._stalls:
            if stall.reached.is_set() or stall.at not in statement:
                continue
            if not all(word in said or word.encode() in self._values for word in stall.words):
                continue
            stall.reached.set()
            if stall.then is not None:
                stall.then()
            elif stall.after:
                self._answers.clear()
            else:
                await asyncio.Event().wait()
