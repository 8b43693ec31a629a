"""Connecting to the servers the settings name, each within seconds, or saying which is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from activities.ports import StoreUnavailable
from services.troubles import BadUsage, Trouble, Unreachable
from workers.folders import Folder
from workers.settings import Settings
from workers.stack.ground import remains

if TYPE_CHECKING:
    from temporalio.client import Client

SECONDS = 5.0


def database_url(settings: Settings) -> str:
    """Address of the database for the engine. Raises `BadUsage` where none is set, and
    `Unreachable` where the embedded stack does not run."""
    if settings.database_url is None:
        raise _none_set(settings, "PostgreSQL", "COACHING_DATABASE_URL")
    return settings.database_url.get_secret_value()


def require_console_database(settings: Settings) -> None:
    """Without a role that sees one person's rows no page can be made. Raises as `database_url`."""
    if settings.console_database_url is None:
        raise _none_set(settings, "PostgreSQL for pages", "COACHING_CONSOLE_DATABASE_URL")


def temporal_address(settings: Settings) -> str:
    """Host and port of Temporal. Raises `BadUsage` where none is set, and
    `Unreachable` where the embedded stack does not run."""
    if settings.temporal_address is None:
        raise _none_set(settings, "Temporal", "COACHING_TEMPORAL_ADDRESS")
    return settings.temporal_address


async def client_of(settings: Settings, *, lazy: bool = False) -> "Client":
    """A client of Temporal, whether or not the namespace is there yet; `lazy` connects when it is
    first used. Raises `Unreachable`."""
    from workflows.connection import TemporalUnreachable, connect

    address, key = temporal_address(settings), settings.temporal_api_key
    try:
        return await connect(
            address,
            settings.temporal_namespace,
            tls=settings.temporal_tls,
            api_key=key.get_secret_value() if key else None,
            lazy=lazy,
        )
    except TemporalUnreachable:
        raise away(settings, "Temporal", address, f"Temporal at {address}") from None


async def connect_temporal(settings: Settings) -> "Client":
    """A client of the engine's Temporal, with its namespace. Raises `Unreachable`."""
    from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
    from temporalio.service import RPCError

    client = await client_of(settings)
    name = settings.temporal_namespace
    try:
        async with asyncio.timeout(SECONDS):
            await client.workflow_service.describe_namespace(
                DescribeNamespaceRequest(namespace=name)
            )
    except (RPCError, TimeoutError):
        address = temporal_address(settings)
        if in_care_of_a_stack(settings, address):
            raise away(settings, "Temporal", address, f"Temporal at {address}") from None
        raise Unreachable(
            f"Temporal at {settings.temporal_address} does not know the namespace {name}",
            "Run `coaching prepare-temporal`, or correct COACHING_TEMPORAL_NAMESPACE.",
        ) from None
    return client


@asynccontextmanager
async def reaching_postgres(
    settings: Settings, dsn: str, seconds: float | None = SECONDS
) -> AsyncIterator[None]:
    """Whatever is wrong with PostgreSQL in this block is told within seconds as `Unreachable`."""
    import asyncpg

    try:
        async with asyncio.timeout(seconds):
            yield
    except (
        StoreUnavailable,
        TimeoutError,
        OSError,
        # It is going down, coming up, or went away in the middle.
        asyncpg.PostgresConnectionError,
        asyncpg.AdminShutdownError,
        asyncpg.CrashShutdownError,
        asyncpg.CannotConnectNowError,
    ) as error:
        why = type(error.__cause__ or error).__name__
        raise away(settings, "PostgreSQL", dsn, f"PostgreSQL at {where(dsn)}", why) from None
    except asyncpg.DiskFullError:
        raise Unreachable(
            f"the disk of PostgreSQL at {where(dsn)} is full", "Free some space on it."
        ) from None
    except asyncpg.PostgresError as error:
        # Wrong password, no such database or table: it is there, but not ready for us.
        raise Unreachable(
            f"PostgreSQL at {where(dsn)} answers, but not as it should ({type(error).__name__})",
            "Run `coaching migrate`, and check the account and database in COACHING_DATABASE_URL.",
        ) from None


def where(dsn: str) -> str:
    """Host, port and database of an address, without account and password."""
    return dsn.rpartition("@")[2].partition("?")[0] or "its address"


def in_care_of_a_stack(settings: Settings, address: str) -> bool:
    """Whether a stack runs that has a server at this address, and so starts it again."""
    return address in Folder(settings.data_dir).told().values()


def on_its_way_back(name: str) -> Unreachable:
    """What to say of a part that the running stack starts again."""
    return Unreachable(
        f"{name} is on its way back: `coaching up` starts it again", "Try again in a moment."
    )


def _slow(name: str) -> Unreachable:
    return Unreachable(
        f"{name} runs, but does not answer in time",
        "This machine may be busy: try again in a moment.",
    )


def away(settings: Settings, name: str, address: str, shown: str, why: str = "") -> Unreachable:
    """A server does not answer: who sees to it is the running stack, or whoever reads this."""
    if in_care_of_a_stack(settings, address):
        part = {"PostgreSQL": "postgres", "Temporal": "temporal"}[name]
        return _slow(name) if Folder(settings.data_dir).has(part) else on_its_way_back(name)
    variable = {"PostgreSQL": "COACHING_DATABASE_URL", "Temporal": "COACHING_TEMPORAL_ADDRESS"}
    because = f" ({why})" if why else ""
    return Unreachable(
        f"{shown} does not answer{because}", f"Start it, or correct {variable[name]}."
    )


def _none_set(settings: Settings, name: str, variable: str) -> Trouble:
    """No address: a stack that is about to run or was stopped, or nothing at all."""
    folder = settings.data_dir
    if Folder(folder).in_use():
        return Unreachable(f"the stack on {folder} is just starting", "Try again in a moment.")
    if remains(folder):
        return Unreachable(
            f"the stack on {folder} does not run",
            f"Start it with `coaching up`, or set {variable}.",
        )
    return BadUsage(
        f"no {name} is set", f"Start an embedded stack with `coaching up`, or set {variable}."
    )
