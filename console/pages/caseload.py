"""A caseload handed on: looked at engagement by engagement, then some at a time, with progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.forms.posted import Posted, posted_of
from console.rendering.render import page
from console.rendering.said import said_of
from domain.person.person import Person
from services import find
from services.connections import Engine
from services.coordinating.caseload import CaseRole, Move, Suggested, hand_on, moves, suggested
from services.ids import fresh_id
from services.reading.access import coordinated
from services.troubles import Trouble

router = APIRouter()
AT_ONCE = 10
"""Engagements handed on in one answer; the page asks for the next by itself, or by a button."""
ROLES: tuple[CaseRole, ...] = get_args(CaseRole)


@dataclass(frozen=True)
class Progress:
    """How far it is. `waiting` are ids still to come, `stayed` are (id, why)."""

    waiting: Sequence[str]
    moved: Sequence[str]
    stayed: Sequence[tuple[str, str]]
    unknown: bool

    @property
    def total(self) -> int:
        """All that was chosen."""
        return len(self.waiting) + len(self.moved) + len(self.stayed)


@router.get("/caseload", name="caseload")
async def look(
    request: Request,
    engine: EngineOf,
    visitor: SignedIn,
    role: str = "coach",
    giver: str = "",
    taker: str = "",
) -> HTMLResponse:
    """Who hands on to whom, by address; with both given, what it would come to."""
    agency = await coordinated(engine, visitor.person)
    typed = {"role": _role(role), "giver": giver.strip(), "taker": taker.strip()}
    if not giver.strip() and not taker.strip():
        return _page(request, typed, known=await suggested(engine, visitor.person, agency))
    try:
        people = [
            await find.person(engine.store, typed[one], [agency.agency_id])
            for one in ("giver", "taker")
        ]
        found = await moves(
            engine, visitor.person, _role(role), people[0].person_id, people[1].person_id
        )
    except Trouble as trouble:
        known = await suggested(engine, visitor.person, agency)
        return _page(request, typed, known=known, trouble=said_of(trouble))
    return _page(request, typed, people=people, found=found)


@router.post("/caseload")
async def hand(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """Hand on the next of what was chosen, and show how far it is."""
    agency = await coordinated(engine, visitor.person)
    posted = posted_of(await request.form(max_fields=3000))
    role = _role(_one(posted, "role"))
    typed = {"role": role, "giver": _one(posted, "giver"), "taker": _one(posted, "taker")}
    chosen = list(dict.fromkeys(posted.get("chosen", ())))
    try:
        people = [
            await find.person(engine.store, typed[one], [agency.agency_id])
            for one in ("giver", "taker")
        ]
        progress = await _on(engine, visitor.person, role, people, chosen, posted)
    except Trouble as trouble:
        return _page(request, typed, trouble=said_of(trouble))
    learners = {
        one: _one(posted, f"learners.{one}")
        for one in (*progress.waiting, *progress.moved, *(one for one, _ in progress.stayed))
    }
    return _page(
        request,
        typed,
        people=people,
        progress=progress,
        learners=learners,
        command_id=_one(posted, "command_id"),
    )


async def _on(
    engine: Engine,
    person: Person,
    role: CaseRole,
    people: Sequence[Person],
    chosen: list[str],
    posted: Posted,
) -> Progress:
    moved = list(posted.get("moved", ()))
    stayed = [(one, _one(posted, f"why.{one}")) for one in posted.get("stayed", ())]
    done = await hand_on(
        engine,
        person,
        role,
        people[0].person_id,
        people[1].person_id,
        chosen[:AT_ONCE],
        _one(posted, "command_id"),
    )
    # What is not known comes last, and is asked for again with the same id.
    unknown = [one.engagement_id for one in done if one.outcome == "unknown"]
    return Progress(
        waiting=[*chosen[AT_ONCE:], *unknown],
        moved=[*moved, *(one.engagement_id for one in done if one.outcome == "moved")],
        stayed=[*stayed, *((one.engagement_id, one.why) for one in done if one.outcome == "stays")],
        unknown=bool(unknown),
    )


def _role(typed: str) -> CaseRole:
    return next((one for one in ROLES if one == typed), "coach")


def _one(posted: Posted, name: str) -> str:
    return (posted.get(name) or [""])[-1].strip()


def _page(
    request: Request,
    typed: dict[str, str],
    *,
    people: Sequence[Person] = (),
    found: Sequence[Move] | None = None,
    known: Sequence[Suggested] = (),
    progress: Progress | None = None,
    learners: dict[str, str] | None = None,
    command_id: str = "",
    trouble: str = "",
) -> HTMLResponse:
    return page(
        request,
        "caseload.html",
        status=422 if trouble else 200,
        typed=typed,
        roles=ROLES,
        people=people,
        found=found,
        known=known,
        progress=progress,
        learners=learners or {},
        command_id=command_id or fresh_id(),
        trouble=trouble,
    )
