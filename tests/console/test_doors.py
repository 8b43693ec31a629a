"""Where page, API and command differ is written down with its reason, in `docs/doors.md`."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter
from fastapi.routing import APIRoute
from typer.main import get_command

from console.api.application import _ROUTERS
from console.pages import _PAGES
from console.signing import link_routes, provider_routes, session_routes
from workers.cli.app import app

DOCUMENT = Path("docs/doors.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|\n ").split(" | ")]
    for line in DOCUMENT.splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| to do"))
]


class _Room(Protocol):
    """A module of routes."""

    router: APIRouter


def _paths(rooms: Iterable[_Room]) -> set[str]:
    return {
        route.path for room in rooms for route in room.router.routes if isinstance(route, APIRoute)
    }


def _named(column: int) -> set[str]:
    return {path for row in ROWS for path in re.findall(r"`(/[^`]*)`", row[column])}


def test_every_row_says_something_of_all_three() -> None:
    assert len(ROWS) > 25
    assert [row for row in ROWS if len(row) != 4 or not all(row)] == []


def test_every_page_is_there_and_no_other() -> None:
    signing = (link_routes, provider_routes, session_routes)
    assert _named(1) == _paths(_PAGES) | _paths(signing)


def test_every_address_of_the_api_is_there() -> None:
    # A reason may name what serves instead; what is named must be there all the same.
    assert _named(2) == _paths(_ROUTERS)


def test_every_command_is_there_and_no_other() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = {
        words.split()[0]
        for row in ROWS
        for words in re.findall(r"`([a-z][^`]*)`", row[3])
        if words != "do --from"
    }
    assert named == known
