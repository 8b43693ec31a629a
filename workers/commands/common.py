"""What the commands share: options, connecting, printing as a table or as JSON."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from store.facade import Store
    from workers.wiring import Engine

T = TypeVar("T")

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Id = Annotated[str, typer.Argument(help="An engagement's id, or its beginning.")]
Reason = Annotated[
    str | None,
    typer.Option(
        "--reason",
        help="Why confidential text must be read; it is then shown, and the reading is recorded.",
    ),
]


def with_engine(act: "Callable[[Engine], Awaitable[T]]") -> T:
    """Run with everything connected. Raises `Unreachable`, `BadUsage`."""
    from workers.settings import load
    from workers.wiring import opened

    async def run() -> T:
        async with opened(load()) as engine:
            return await act(engine)

    return asyncio.run(run())


def with_store(act: "Callable[[Store], Awaitable[T]]") -> T:
    """Run with PostgreSQL alone. Raises `Unreachable`, `BadUsage`."""
    from workers.settings import load
    from workers.wiring import store_of

    async def run() -> T:
        async with store_of(load()) as (store, _):
            return await act(store)

    return asyncio.run(run())


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    typer.echo(json.dumps(value, default=str, ensure_ascii=False))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """A table on stdout; `empty` where there is nothing to list."""
    if not rows:
        typer.echo(empty)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console = Console()
    if not console.is_terminal:
        # Piped output keeps whole lines for `grep` and `cut`.
        console = Console(width=200)
    console.print(table)


def print_facts(facts: Sequence[tuple[str, object]]) -> None:
    """Names and values, one a line."""
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        typer.echo(f"{name:<{width}}  {'' if value is None else value}")


def stage_name(key: str) -> str:
    """A stage as people read it."""
    from domain.stages import Stage

    return f"{Stage(key).number} {key.replace('_', ' ')}" if key in set(Stage) else key
