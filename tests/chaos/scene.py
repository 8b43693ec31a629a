"""A place whose worker reaches its servers through proxies; its mail server can fall silent."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.chaos.proxies import TcpProxy
from tests.chaos.statements import PostgresProxy, Stall
from tests.journeys.letters import Letter, letters
from tests.journeys.place import Place, opened_place
from workers.stack.mailbox import MailCatcher


class StallingCatcher(MailCatcher):
    """Keeps a mail, and for chosen recipients never says so: accepted, yet not acknowledged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.silent: dict[str, asyncio.Event] = {}
        self._for_ever = asyncio.Event()

    def fall_silent(self, address: str) -> asyncio.Event:
        """The next mail to this address is kept and not acknowledged; the event says when."""
        self.silent[address] = asyncio.Event()
        return self.silent[address]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """As the real one, but for those chosen, once."""
        said = await super().handle_DATA(server, session, envelope)
        for address in envelope.rcpt_tos:
            event = self.silent.pop(address, None)
            if event is not None:
                event.set()
                await self._for_ever.wait()
        return said


class Scene:
    """`postgres`, `temporal`, `mail`: what the worker sees of them."""

    def __init__(
        self, place: Place, postgres: PostgresProxy, temporal: TcpProxy, mail: StallingCatcher
    ) -> None:
        self.place = place
        self.postgres = postgres
        self.temporal = temporal
        self.mail = mail

    def letters(self, to: str) -> list[Letter]:
        """What one person got."""
        return letters(self.mail.folder, to)

    async def all_reached(self, events: Iterable[asyncio.Event | Stall], seconds: float) -> None:
        """Wait until every armed point was come to. Names those that were not."""
        named = [(x, x.reached if isinstance(x, Stall) else x) for x in events]
        try:
            async with asyncio.timeout(seconds):
                for _, event in named:
                    await event.wait()
        except TimeoutError:
            waited = [str(x) for x, event in named if not event.is_set()]
            raise AssertionError(f"never came to: {waited}\n{self.place.worker_log()}") from None

    async def kill_worker(self) -> None:
        """`kill -9`; what it had said and was not through yet is lost."""
        await self.place.kill_worker()
        self.postgres.stalls.clear()
        self.mail.silent.clear()
        await self.postgres.cut()
        await self.temporal.cut()
        self.temporal.release()

    async def kill_and_restart_worker(self) -> None:
        """And another one takes over."""
        await self.kill_worker()
        await self.place.claims_run_out()
        await self.place.start_worker()


@asynccontextmanager
async def opened_scene(folder: Path) -> AsyncIterator[Scene]:
    """A stack, proxies around it, and a worker that knows only the proxies."""
    async with opened_place(folder, worker=False) as place:
        stack = place.stack
        scene = Scene(
            place,
            PostgresProxy(stack.postgres.port),
            TcpProxy(stack.temporal.port),
            StallingCatcher(folder / "caught"),
        )
        parts = (scene.postgres, scene.temporal, scene.mail)
        for part in parts:
            await part.start()
        url = stack.environment["COACHING_DATABASE_URL"]
        there = f":{scene.postgres.port}/"
        stack.environment |= {
            "COACHING_DATABASE_URL": url.replace(f":{stack.postgres.port}/", there),
            "COACHING_TEMPORAL_ADDRESS": f"127.0.0.1:{scene.temporal.port}",
            "COACHING_SMTP_PORT": str(scene.mail.port),
        }
        try:
            await place.start_worker()
            yield scene
        finally:
            await stack.stop_worker()
            for part in parts:
                await part.stop()
