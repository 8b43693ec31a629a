"""Needs you now: what waits for the person over all their engagements, and these themselves."""

from collections.abc import Iterable
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.coordinating.board import whole
from services.own.needs_you import Waiting, waiting_page
from services.own.own_engagements import own_page
from services.reading.access import Standing

router = APIRouter()
MOST = 12
"""Own engagements on the first page; all are on a page of their own."""
SHOWN = 100
"""Things that wait, on the first page."""
MANY = 4
"""So many lines that ask for the same are shown as one, which opens."""


@router.get("/", name="home")
async def home(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """The page everybody opens first."""
    waits = await waiting_page(engine, visitor.person, limit=SHOWN)
    waiting = [
        (when.value, alike(those)) for when, those in groupby(waits.lines, lambda one: one.when)
    ]
    mine = (await own_page(engine, visitor.person, limit=MOST)).lines
    coordinated = await whole(engine, visitor.person) if _standing(request).coordinator else None
    done = "answer_concern" if request.query_params.get("done") == "answer_concern" else ""
    return page(
        request,
        "home.html",
        waiting=waiting,
        more=waits.cursor is not None,
        shown=SHOWN,
        mine=mine,
        coordinated=coordinated,
        leads=_standing(request).leader,
        done=done,
    )


def alike(lines: Iterable[Waiting]) -> list[list[Waiting]]:
    """Lines that ask for the same thing in several engagements, where there are many, as one."""
    found: dict[tuple[str, str], list[Waiting]] = {}
    for one in lines:
        found.setdefault((one.act, one.says), []).append(one)
    apart = ([[one] for one in same] if len(same) < MANY else [same] for same in found.values())
    return [group for groups in apart for group in groups]


def _standing(request: Request) -> Standing:
    standing: Standing = request.state.standing
    return standing
