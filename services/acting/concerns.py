"""A concern before the person who handles it, who may have no other part in the engagement."""

from dataclasses import dataclass
from datetime import datetime

from activities.messages import Recorded
from domain.base.messages import Via
from domain.base.roles import Role
from domain.engagement.records.closing import Concern, ConcernAnswer
from domain.engagement.state import Engagement
from domain.engagement.topics.concerns import AnswerConcern, answered
from domain.person.person import Person
from services.acting import act as acting
from services.connections import Engine
from services.reading.access import no_such_engagement, refused, was_read
from services.reading.names import names_of
from services.reading.visible import seen_by


@dataclass(frozen=True)
class ConcernSeen:
    """One concern without an answer, as its handler reads it; `by` and `role` are its author's."""

    entry: str
    by: str
    role: str
    at: datetime
    concern: str


@dataclass(frozen=True)
class Handled:
    """What somebody handles in an engagement, and nothing else of it."""

    engagement_id: str
    concerns: tuple[ConcernSeen, ...]


async def handled_by(engine: Engine, person: Person, engagement_id: str) -> Handled:
    """The concerns that wait for this person's answer.

    Raises `NotFound` for everybody else, in the same words as for what does not exist.
    """
    state = await _state(engine, person, engagement_id)
    waiting = {
        one.entry_id
        for one in state.every(Concern)
        if one.handler == person.person_id and not answered(state, one)
    }
    lines = [
        line
        for line in seen_by(
            state, await engine.store.reader.events(engagement_id), person.person_id
        )
        if line.kind == "concern_raised" and line.fields.get("entry_id") in waiting
    ]
    names = await names_of(engine, (line.by for line in lines))
    was_read(person, engagement_id, "concerns")
    # As it was put right last, where its author did.
    found = {
        str(line.fields["entry_id"]): ConcernSeen(
            entry=str(line.fields["entry_id"]),
            by=names.get(line.by, ""),
            role=line.role,
            at=line.at,
            concern=str(line.fields.get("concern") or ""),
        )
        for line in lines
    }
    return Handled(engagement_id, tuple(found.values()))


async def answer_concern(
    engine: Engine, person: Person, engagement_id: str, fields: dict[str, object], command_id: str
) -> Recorded:
    """Record the answer; the same one again, by the same id, has the same outcome.

    Raises `NotFound` as `handled_by`, and what `acting.act` raises.
    """
    state = await _state(engine, person, engagement_id, command_id)
    command = await acting.command(
        engine,
        state,
        AnswerConcern,
        fields,
        by=person.person_id,
        command_id=command_id,
        at=engine.clock.now(),
        via=Via.SELF,
    )
    return await acting.submit(engine, state, command)


async def _state(
    engine: Engine, person: Person, engagement_id: str, command_id: str = ""
) -> Engagement:
    # As everywhere, the database says yes by its rows, and the rules by the state.
    waits = await engine.store.own.waits_in(person.person_id, engagement_id, Role.HANDLER)
    state = await engine.store.reader.state(engagement_id) if waits or command_id else None
    handles = state and any(one.handler == person.person_id for one in state.every(Concern))
    if state and handles and (waits or _answered_by(state, person, command_id)):
        return state
    await refused(engine, person, "concern", engagement_id)
    raise no_such_engagement()


def _answered_by(state: Engagement, person: Person, command_id: str) -> bool:
    """Once it is answered nothing waits any more: who was told to repeat it is known by its id."""
    found = state.records.get(command_id)
    return isinstance(found, ConcernAnswer) and found.by == person.person_id
