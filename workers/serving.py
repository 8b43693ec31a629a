"""The console's process: pages and API by uvicorn, whether or not the servers behind it are there.

It answers from its first moment on. What it stands on is opened beside that, and opened anew when
another engine took over; until then, and where PostgreSQL is away, pages say so and keep what was
typed.
"""

import asyncio
import contextlib
import signal
from collections.abc import Iterator

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from activities.ports import StoreUnavailable
from console.app import make_console
from console.away import not_open_yet
from console.hardening.layers import hardened
from console.settings import ConsoleSettings
from services.troubles import Unreachable
from workers.console_address import listening_port, reached_at
from workers.keys import key_ring
from workers.provider_settings import provider_of
from workers.servers import require_console_database
from workers.settings import Settings
from workers.wiring import opened, takeover_watch

_log = structlog.get_logger(__name__)
_PAUSE_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5
"""How long requests under way may take after the process was told to stop."""


class Door:
    """The application in front: the console once it is open, and till then a page that says so."""

    def __init__(self, settings: Settings, console: ConsoleSettings) -> None:
        self._settings = settings
        self._console = console
        self._closed: ASGIApp = hardened(not_open_yet(), console)
        self._open: FastAPI | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        await (self._open or self._closed)(scope, receive, send)

    async def keep_open(self) -> None:
        """Open the console, whenever it can be, until cancelled. Raises `BadUsage`."""
        while True:
            try:
                await self._while_open()
            except (Unreachable, StoreUnavailable) as away:
                _log.warning("console_waits", because=str(away))
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _while_open(self) -> None:
        settings = self._settings
        require_console_database(settings)
        async with (
            takeover_watch(settings) as takeover,
            opened(settings, temporal_later=True) as engine,
        ):
            app = make_console(engine, self._console)
            async with app.router.lifespan_context(app):
                self._open = app
                _log.info("console_open", address=self._console.base_url)
                try:
                    await takeover.happened()
                finally:
                    self._open = None


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None: `workers.signals` turns them into a cancellation."""
        yield


def console_settings(settings: Settings, port: int) -> ConsoleSettings:
    """What the console must be told. Raises `BadUsage` where a key is missing or wrong."""
    return ConsoleSettings(
        base_url=reached_at(settings, port),
        secret=key_ring(settings).console_key(),
        oidc=provider_of(settings),
    )


async def serve(settings: Settings) -> None:
    """Serve until cancelled; requests under way are answered first. Raises `BadUsage`."""
    port = listening_port(settings)
    door = Door(settings, console_settings(settings, port))
    server = _Server(
        uvicorn.Config(
            door,
            host=settings.console_host,
            port=port,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=bool(settings.console_proxies),
            forwarded_allow_ips=settings.console_proxies,
            timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
            ws="none",
        )
    )
    serving = asyncio.ensure_future(server.serve())
    opening = asyncio.ensure_future(door.keep_open())
    try:
        done, _ = await asyncio.wait({serving, opening}, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
    finally:
        # As a signal would do it, which is what event streams listen for.
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.gather(serving, return_exceptions=True)
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
