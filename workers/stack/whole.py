"""The whole system on one machine: servers, worker, console, started and stopped as one."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from services.troubles import BadUsage
from store.keys.known_keys import WrongKey
from store.migrations.runner import migrate
from store.store import Store
from workers import console_part
from workers.clock import AnchoredClock, wall_time
from workers.console_address import last_port
from workers.folders import Folder, InUse
from workers.keys import KEYS, kept_keys, key_ring, wrong_key
from workers.recovering import recover, what_goes_on
from workers.servers import database_url
from workers.settings import Settings
from workers.stack import ground
from workers.stack.bootstrap import bootstrap, has_log
from workers.stack.embedded import Stack, until_at_work
from workers.stack.today import opened_calendar
from workers.wiring import opened

__all__ = ["Stack", "running"]


def _unheard(_said: str) -> None:
    """For who starts a stack where nobody reads."""


@asynccontextmanager
async def running(
    data_dir: Path,
    *,
    ui: bool = False,
    worker: bool = True,
    console: bool = False,
    begin_anew: bool = False,
    say: Callable[[str], None] = _unheard,
) -> AsyncIterator[Stack]:
    """The stack of a data folder, up to date and ready to work, until the block is left.

    `begin_anew` moves an earlier log aside first; `say` hears what a person should know.
    Raises `BadUsage` when one runs there already, nothing can be written there, or a key is missing
    or wrong, `NotVerified` when the log is missing or not whole, `ServerFailed` when a server does
    not come up.
    """
    folder = Folder(data_dir)
    async with AsyncExitStack() as undo:
        try:
            undo.callback(os.close, folder.claim())
        except InUse:
            raise BadUsage(
                f"a stack already runs on {data_dir}", "Use it, or stop it first with Ctrl-C there."
            ) from None
        stack = Stack(folder, ui=ui)
        undo.callback(stack.folder.stack_file.unlink, missing_ok=True)
        if begin_anew and (aside := ground.set_aside(stack.folder.path, wall_time())):
            say(f"Begun anew. What was there is kept in {aside}.")
        await _start(stack, undo, say)
        if worker:
            undo.push_async_callback(stack.stop_worker)
            stack.start_worker()
            await until_at_work(stack)
        if console and console_part.is_here():
            undo.push_async_callback(stack.console.stop)
            before = last_port(stack.folder.path)
            await stack.console.start()
            if before not in (0, stack.console.port):
                say(
                    f"Another program has port {before} now, where the console was. "
                    f"It has moved: {stack.console.address}"
                )
        elif console:
            say(f"No pages are served: {console_part.NOT_HERE}. Everything else runs.")
        yield stack


async def _start(stack: Stack, undo: AsyncExitStack, say: Callable[[str], None]) -> None:
    ground.check(stack.folder.path, stack.postgres.cluster)
    temporal_is_new = not stack.temporal.db_file.exists()
    # Each is stopped even if its start is cut short by Ctrl-C.
    undo.push_async_callback(stack.postgres.stop)
    await stack.postgres.start()
    there_is_a_log = await has_log(stack.postgres)
    keys = kept_keys(stack.folder.path / KEYS, make=not there_is_a_log)
    undo.push_async_callback(stack.temporal.stop)
    await stack.temporal.start()
    undo.push_async_callback(stack.mail.stop)
    await stack.mail.start()
    addresses = await bootstrap(stack.postgres)
    await migrate(
        addresses.owner,
        engine_password=addresses.engine_password,
        console_password=addresses.console_password,
    )
    stack.environment = {
        "COACHING_DATA_DIR": str(stack.folder.path),
        "COACHING_DATABASE_URL": addresses.engine,
        "COACHING_OWNER_DATABASE_URL": addresses.owner,
        "COACHING_CONSOLE_DATABASE_URL": addresses.console,
        "COACHING_ENGINE_PASSWORD": addresses.engine_password,
        "COACHING_CONSOLE_PASSWORD": addresses.console_password,
        "COACHING_TEMPORAL_ADDRESS": stack.temporal.address,
        "COACHING_TEMPORAL_NAMESPACE": stack.temporal.namespace,
        "COACHING_SMTP_HOST": stack.mail.host,
        "COACHING_SMTP_PORT": str(stack.mail.port),
        "COACHING_SMTP_SECURITY": "none",
        **keys,
    }
    if stack.temporal.ui_address:
        stack.environment["COACHING_TEMPORAL_UI"] = stack.temporal.ui_address
    await _check_keys(stack.settings())
    if date := await opened_calendar(addresses.owner):
        say(date)
    if there_is_a_log and temporal_is_new:
        await _recover(stack, say)
    stack.tell()


async def _check_keys(settings: Settings) -> None:
    """Raises `BadUsage` where a key is not the one the log was begun with."""
    try:
        store = await Store.connect(database_url(settings), key_ring(settings), AnchoredClock())
    except WrongKey as wrong:
        raise wrong_key(settings, wrong) from None
    await store.close()


async def _recover(stack: Stack, say: Callable[[str], None]) -> None:
    say(f"Temporal's memory is gone: there was no {stack.temporal.db_file}.")
    async with opened(stack.settings()) as engine:
        _, done = await recover(engine)
    say(f"It was made anew from the log: {what_goes_on(done)} Nothing is sent twice.")
