"""A receiver of webhooks: a real HTTP server that checks signatures, and may fail or be slow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.serving import served


@dataclass
class Receiver:
    """`got` are the messages that were taken, `tried` the ids of all that came."""

    secret: str = ""
    status: int = 204
    open: asyncio.Event = field(default_factory=asyncio.Event)
    """While it is not set, nothing is answered."""
    address: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open.set()

    @property
    def kinds(self) -> list[str]:
        """What was told, in the order it came."""
        return [one["data"]["kind"] for one in self.got]

    async def receive(self, request: Request) -> Response:
        """One message."""
        body = await request.body()
        said = Webhook(self.secret).verify(body, dict(request.headers))
        self.tried.append(request.headers["webhook-id"])
        await self.open.wait()
        if 200 <= self.status < 300:
            self.got.append(said)
            self.raw.append(body.decode())
        return Response(status_code=self.status)


@asynccontextmanager
async def listening(receiver: Receiver, port: int = 0) -> AsyncIterator[Receiver]:
    """The receiver at work, at `receiver.address`."""
    app = Starlette(routes=[Route("/facts", receiver.receive, methods=["POST"])])
    async with served(app, port) as address:
        receiver.address = f"{address}/facts"
        yield receiver
