"""Needs you now: what waits for the person over all their engagements, and these themselves."""

from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.coordinating.board import whole
from services.own.needs_you import needs_you
from services.own.own_engagements import own_page
from services.reading.access import Standing

router = APIRouter()
MOST = 12
"""Own engagements on the first page; all are on a page of their own."""


@router.get("/", name="home")
async def home(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """The page everybody opens first."""
    lines = await needs_you(engine, visitor.person)
    waiting = [(when.value, list(those)) for when, those in groupby(lines, lambda one: one.when)]
    mine = (await own_page(engine, visitor.person, limit=MOST)).lines
    coordinated = await whole(engine, visitor.person) if _coordinates(request) else None
    done = "answer_concern" if request.query_params.get("done") == "answer_concern" else ""
    return page(
        request, "home.html", waiting=waiting, mine=mine, coordinated=coordinated, done=done
    )


def _coordinates(request: Request) -> bool:
    standing: Standing = request.state.standing
    return standing.coordinator
