"""Closing summaries as a supervisor reads them: every engagement of theirs that closed or ended."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.model import PersonId
from domain.engagement.views.closing_summary import summary_lines
from domain.engagement.views.overview import Overview
from domain.engagement.views.papers import EndedLine, SummaryLine
from domain.person.person import Person
from services.connections import Engine
from services.reading.agencies import agency_of


@dataclass(frozen=True)
class Summary:
    """One learner's line; `waiting`: acts on the handoff or a follow-up that wait now."""

    line: SummaryLine | EndedLine
    waiting: tuple[str, ...]


async def summaries(engine: Engine, supervisor: Person, at: datetime) -> list[Summary]:
    """The newest first; none for who supervises nobody."""
    me = supervisor.person_id
    agency = await agency_of(engine, supervisor.agency_id)
    rows = await engine.store.reader.overviews(person=me, limit=1000)
    over = [row for row in rows if row.supervisor == me and (row.closed_at or row.ended_at)]
    waiting: dict[str, list[str]] = {}
    for todo in await engine.store.reader.todo(me):
        if todo.opens is None or todo.opens <= at:
            waiting.setdefault(todo.engagement_id, []).append(todo.act)
    people = await engine.store.reader.people(_people(over))
    found = []
    for row in over:
        state = await engine.store.reader.state(row.engagement_id)
        if state is None:
            continue
        acts = tuple(dict.fromkeys(waiting.get(row.engagement_id, ())))
        found += [Summary(line, acts) for line in summary_lines(state, people, agency)]
    return sorted(found, key=_when, reverse=True)


def _people(rows: list[Overview]) -> set[PersonId]:
    """Everyone of these engagements."""
    found = {p for row in rows for p in (*row.learners, row.supervisor, row.coordinator)}
    return found | {row.coach for row in rows if row.coach}


def _when(one: Summary) -> str:
    line = one.line
    return (line.closed if isinstance(line, SummaryLine) else line.ended).isoformat()
