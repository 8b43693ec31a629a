"""What can be wrong with an installation, looked at piece by piece, all at once, in seconds."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from services.troubles import BadUsage, Trouble, Unreachable
from workers import console_part
from workers.cli.exits import Exit, exit_code
from workers.console_address import reached_at
from workers.folders import Folder
from workers.keys import KEYS, kept_in, key_ring
from workers.servers import (
    away,
    connect_temporal,
    database_url,
    in_care_of_a_stack,
    on_its_way_back,
    reaching_postgres,
    temporal_address,
    where,
)
from workers.settings import Settings
from workers.signing import signed_heads

_SECONDS = 8.0
_SKEW_SECONDS = 5.0


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, or what to do about it."""

    name: str
    ok: bool
    says: str
    remedy: str = ""
    exit: Exit = Exit.OK


Look = Callable[[Settings], Awaitable[str]]


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; no check waits for another."""
    looks: dict[str, Look] = {
        "Python": _python,
        "data folder": _folder,
        "keys": _keys,
        "PostgreSQL": _postgres,
        "Temporal": _temporal,
        "worker": _worker,
        "console": _console,
        "mail server": _mail,
        "clock": _clock,
        "signed heads": signed_heads,
    }
    return list(await asyncio.gather(*(_one(name, look, settings) for name, look in looks.items())))


def exit_of(findings: list[Finding]) -> Exit:
    """The exit code of the first thing that is wrong."""
    return next((one.exit for one in findings if not one.ok), Exit.OK)


async def _one(name: str, look: Look, settings: Settings) -> Finding:
    try:
        async with asyncio.timeout(_SECONDS):
            return Finding(name, True, await look(settings))
    except Trouble as trouble:
        return Finding(name, False, trouble.what, trouble.at_terminal, exit_code(trouble))
    except TimeoutError:
        return Finding(name, False, "did not answer in time", "", Exit.UNREACHABLE)
    except Exception as error:
        what = f"could not be looked at ({type(error).__name__})"
        return Finding(name, False, what, "COACHING_DEBUG=1 says more.", Exit.UNEXPECTED)


async def _python(_settings: Settings) -> str:
    # An older one cannot even read this file; `make` says so before.
    return ".".join(str(part) for part in sys.version_info[:3])


async def _folder(settings: Settings) -> str:
    folder = Folder(settings.data_dir)
    if not folder.path.exists():
        nearest = next(one for one in folder.path.resolve().parents if one.exists())
        if not os.access(nearest, os.W_OK):
            raise Trouble(f"{folder.path} cannot be made", "Set COACHING_DATA_DIR.")
        return f"{folder.path} will be made by `coaching up`"
    await asyncio.to_thread(_try_to_write, folder.path)
    return f"{folder.path} is writable; " + (
        "a stack runs on it" if folder.in_use() else "no stack runs on it"
    )


def _try_to_write(folder: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Trouble(
            f"{folder} is not writable ({error.strerror})", "Set COACHING_DATA_DIR, or free space."
        ) from None


async def _keys(settings: Settings) -> str:
    if settings.master_key is None and settings.database_url is None:
        if kept_in(folder := settings.data_dir / KEYS):
            return f"both are in {folder}, for `coaching up`"
        raise BadUsage("none set", "`coaching up` makes them; or set COACHING_MASTER_KEY.")
    key_ring(settings)
    return "both are there"


async def _postgres(settings: Settings) -> str:
    import asyncpg

    from store.migrations.runner import migrations

    dsn = database_url(settings)
    async with reaching_postgres(settings, dsn):
        connection = await asyncpg.connect(dsn, timeout=4)
        try:
            version = await connection.fetchval("show server_version")
            there = await connection.fetchval("select to_regclass('event') is not null")
        finally:
            await connection.close()
    if not there:
        raise Unreachable(f"{where(dsn)} has no tables of ours", "Run `coaching migrate`.")
    return f"{version} at {where(dsn)}, of {len(migrations())} migrations"


async def _temporal(settings: Settings) -> str:
    await connect_temporal(settings)
    shown = f"; its pages are at {settings.temporal_ui}" if settings.temporal_ui else ""
    return f"{settings.temporal_address}, namespace {settings.temporal_namespace}{shown}"


async def _worker(settings: Settings) -> str:
    from temporalio.service import RPCError

    from workflows.diagnosis import polled

    client = await connect_temporal(settings)
    address = temporal_address(settings)
    cared_for = in_care_of_a_stack(settings, address)
    # Temporal remembers for minutes a worker that is gone.
    if cared_for and not Folder(settings.data_dir).has("worker"):
        raise on_its_way_back("The worker")
    try:
        at_work = await polled(client, settings.task_queue)
    except RPCError:
        raise away(settings, "Temporal", address, f"Temporal at {address}") from None
    if not at_work and cared_for:
        raise on_its_way_back("The worker")
    if not at_work:
        raise Unreachable(
            f"none asks the task queue {settings.task_queue}", "Start one: `coaching worker`."
        )
    return f"asks the task queue {settings.task_queue}"


async def _console(settings: Settings) -> str:
    import httpx

    if settings.console_url is None and settings.console_port is None:
        if not console_part.is_here():
            return console_part.NOT_HERE
        return "none is set here; `coaching up` serves one, or `coaching console` does"
    address = reached_at(settings, settings.console_port or 0)
    try:
        async with httpx.AsyncClient(timeout=4, trust_env=False) as client:
            answer = await client.get(address)
    except httpx.HTTPError as error:
        raise Unreachable(
            f"{address} does not answer ({type(error).__name__})",
            "Start it: `coaching console`; or correct COACHING_CONSOLE_URL.",
        ) from None
    if answer.status_code >= 500:
        raise Unreachable(f"{address} answers {answer.status_code}", "Its log says why.")
    return address


async def _mail(settings: Settings) -> str:
    import aiosmtplib

    if settings.smtp_host is None:
        raise BadUsage("none set", "Set COACHING_SMTP_HOST.")
    address = f"{settings.smtp_host}:{settings.smtp_port}"
    server = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        timeout=4,
    )
    try:
        async with server:
            await server.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        if in_care_of_a_stack(settings, str(settings.smtp_port)):
            raise on_its_way_back("The mail catcher") from None
        raise Unreachable(
            f"{address} does not answer ({type(error).__name__})",
            "Correct COACHING_SMTP_HOST, COACHING_SMTP_PORT or COACHING_SMTP_SECURITY.",
        ) from None
    return address


async def _clock(settings: Settings) -> str:
    import asyncpg

    from store.clock_anchor import Anchor
    from workers.clock import wall_time
    from workers.stack.today import ahead

    dsn = database_url(settings)
    async with reaching_postgres(settings, dsn):
        connection = await asyncpg.connect(dsn, timeout=4)
        try:
            theirs = await connection.fetchval("select clock_timestamp()")
            clock = await connection.fetchrow("select origin_domain, origin_wall, rate from clock")
        finally:
            await connection.close()
    apart = abs((theirs - wall_time()).total_seconds())
    if apart > _SKEW_SECONDS:
        raise Trouble(f"PostgreSQL's is {apart:.0f} s away from ours", "Set both by NTP.")
    anchor = Anchor(**dict(clock)) if clock else Anchor(theirs, theirs, 1.0)
    at_rate = f"agrees with PostgreSQL's; runs at rate {anchor.rate:g}"
    return f"{at_rate}. {ahead(anchor.at(wall_time()))}".removesuffix(". ")
