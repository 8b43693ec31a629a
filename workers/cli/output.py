"""What goes to stdout: sentences, tables, JSON; never a control character that somebody wrote."""

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

import typer

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: object) -> str:
    """Text as it may reach a terminal: what would steer it is shown as a mark."""
    return _CONTROL.sub("�", "" if text is None else str(text))


def say(text: str = "") -> None:
    """A line on stdout."""
    typer.echo(clean(text))


def warn(text: str) -> None:
    """A line on stderr."""
    typer.echo(clean(text), err=True)


def print_json(value: Any, indent: int | None = None) -> None:
    """One JSON document on stdout, on one line if no indent is given."""
    text = json.dumps(value, default=str, ensure_ascii=False, indent=indent)
    typer.echo(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]], empty: str) -> None:
    """A table on stdout; `empty` where there is nothing to list.

    A terminal's width is kept to by folding cells; piped, a row stays a line for `grep`.
    """
    if not rows:
        say(empty)
        return
    shown = [[clean(cell).replace("\n", " ") for cell in row] for row in rows]
    if sys.stdout.isatty():
        _folded(columns, shown)
        return
    from rich.cells import cell_len

    lines = [list(columns), *shown]
    widths = [max(cell_len(line[n]) for line in lines) for n in range(len(columns))]
    for line in lines:
        padded = (c + " " * (w - cell_len(c)) for c, w in zip(line, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())


def _folded(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        # As `Text`, since a name in square brackets is no markup.
        table.add_row(*map(Text, row))
    Console().print(table)


def print_facts(facts: Sequence[tuple[str, object]], indent: str = "") -> None:
    """Names and values, one a line."""
    width = max((len(name) for name, _ in facts), default=0)
    for name, value in facts:
        say(f"{indent}{name:<{width}}  {'' if value is None else value}".rstrip())


def print_said(value: Any, indent: str) -> None:
    """What people wrote, nested as it is, each name before its text."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, dict | list):
                if inner:
                    say(f"{indent}{name}:")
                    print_said(inner, indent + "  ")
            elif inner is not None:
                say(f"{indent}{name}: {_worded(inner)}")
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict | list):
                print_said(inner, indent + "- ")
            else:
                say(f"{indent}- {_worded(inner)}")
    else:
        say(f"{indent}{_worded(value)}")


def _worded(value: Any) -> Any:
    """Yes and no in place of true and false."""
    return ("yes" if value else "no") if isinstance(value, bool) else value


def stage_name(key: str) -> str:
    """A stage as people read it."""
    from domain.process.models import stage_named

    return stage_named(key)
