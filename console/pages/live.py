"""What others did meanwhile, told to an open page: that there is something new, and no more."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from console.depends import EngineOf, SignedIn
from console.visitor import Visitor
from domain.person.person import Person
from services.connections import Engine
from services.own.live import Live
from services.reading.access import engagement_for
from services.reading.visible import seen_by
from services.signing.sign_in import in_force

router = APIRouter()
LASTS_SECONDS = 300
"""Then the browser asks anew."""


@router.get("/engagements/{engagement_id}/live", name="live")
async def live(
    request: Request, engagement_id: str, engine: EngineOf, visitor: SignedIn
) -> EventSourceResponse:
    """An event each time there is something new that this person may see."""
    state = await engagement_for(engine, visitor.person, engagement_id)
    live: Live = request.app.state.live
    return EventSourceResponse(
        _news(engine, live, visitor, state.engagement_id),
        headers={"Cache-Control": "no-store"},
    )


async def _news(
    engine: Engine, live: Live, visitor: Visitor, engagement_id: str
) -> AsyncIterator[ServerSentEvent]:
    person = visitor.person
    async with live.listening(engagement_id) as bell:
        seen = await _lines(engine, person, engagement_id)
        yield ServerSentEvent(event="open", data=str(seen), retry=3000)
        try:
            async with asyncio.timeout(LASTS_SECONDS):
                while True:
                    await bell.wait()
                    bell.clear()
                    if not await in_force(engine.store, person, visitor.session_id):
                        return
                    now = await _lines(engine, person, engagement_id)
                    if now != seen:
                        seen = now
                        yield ServerSentEvent(event="changed", data=str(now))
        except TimeoutError:
            return


async def _lines(engine: Engine, person: Person, engagement_id: str) -> int:
    """How many lines of others the person can see."""
    state = await engagement_for(engine, person, engagement_id)
    events = await engine.store.reader.events(engagement_id)
    lines = seen_by(state, events, person.person_id)
    return sum(line.by != person.person_id for line in lines)
