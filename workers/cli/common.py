"""What the commands share: options, and being connected while they run."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from workers.cli.output import print_facts, print_json, print_table, say, stage_name, warn

if TYPE_CHECKING:
    from services.connections import Engine
    from services.reading.reasons import Why
    from store.store import Store
    from workers.settings import Settings

__all__ = [
    "AgencyOption",
    "AsJson",
    "Id",
    "Limit",
    "Reason",
    "command_id_of",
    "print_facts",
    "print_json",
    "print_table",
    "reading_for",
    "say",
    "stage_name",
    "told_if_cut",
    "warn",
    "why_read",
    "with_engine",
    "with_store",
    "with_store_at",
]

T = TypeVar("T")

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Id = Annotated[str, typer.Argument(help="An engagement's id, or its beginning.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]
AgencyOption = Annotated[
    str | None, typer.Option("--agency", help="Only this agency, by its name or id.")
]
Reason = Annotated[
    str | None,
    typer.Option(
        "--reason",
        help="Why confidential text must be read; it is then shown, and the reading is recorded.",
    ),
]


own_process = False
"""Whether this process is a command's own, so that its logging is ours to set up."""


def with_engine(act: "Callable[[Engine], Awaitable[T]]") -> T:
    """Run with everything connected. Raises `Unreachable`, `BadUsage`."""
    from workers.wiring import opened

    _log_to_stderr()

    async def run() -> T:
        async with opened(_settings()) as engine:
            return await act(engine)

    return asyncio.run(run())


def with_store(act: "Callable[[Store], Awaitable[T]]") -> T:
    """Run with PostgreSQL alone. Raises `Unreachable`, `BadUsage`."""
    return with_store_at(lambda store, _: act(store))


def with_store_at(act: "Callable[[Store, datetime], Awaitable[T]]") -> T:
    """The same, and what time it is by the stack's clock."""
    from workers.wiring import store_of

    _log_to_stderr()

    async def run() -> T:
        async with store_of(_settings()) as (store, clock):
            return await act(store, clock.now())

    return asyncio.run(run())


def _log_to_stderr() -> None:
    """Answers alone go to stdout. What the console notes for its keepers is no answer."""
    if own_process:
        from workers.logging import configure

        configure("debug" if os.environ.get("COACHING_DEBUG") else "error", "console")


def _settings() -> "Settings":
    """The settings; says on stderr where the data folder was found, if not here."""
    from workers.settings import load

    settings = load()
    elsewhere = settings.data_dir.parent != Path.cwd() and settings.stack_file.exists()
    if elsewhere and not os.environ.get("COACHING_DATA_DIR"):
        warn(f"Data folder: {settings.data_dir}")
    return settings


def why_read(reason: str | None) -> "Why | None":
    """Who is at the terminal, as the machine knows them, with their reason; None without one."""
    return None if reason is None else reading_for(reason)


def reading_for(reason: str) -> "Why":
    """A reading by who is at the terminal, now, for a reason that may still be empty."""
    from services.reading.reasons import Why
    from workers.clock import wall_time

    return Why(operator(), reason, wall_time())


def operator() -> str:
    """Who is at the terminal, as the machine knows them."""
    import getpass

    try:
        return f"operator:{getpass.getuser()}"
    except (KeyError, OSError):
        # A container's user may have no name.
        return f"operator:{os.getuid()}"


def told_if_cut(shown: int, limit: int) -> None:
    """Say on stderr that a list may go on."""
    if shown >= limit:
        warn(f"The first {limit:,} are shown; --limit shows more.")


def command_id_of(typed: str | None) -> str:
    """A fresh command id, or the one given. Raises `BadUsage` for what is none."""
    from services.ids import fresh_id
    from services.troubles import BadUsage

    if typed is None:
        return fresh_id()
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}", typed):
        raise BadUsage(
            "a command id has letters, digits and . _ : - only, at most 100",
            "Leave --command-id out, or give the one that was printed.",
        )
    return typed
