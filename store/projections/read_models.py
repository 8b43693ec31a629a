"""Writes what lists and pages read, from the domain's pure functions."""

from collections.abc import Sequence

from domain.agency.agency import Agency
from domain.base.messages import Event
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Overview, Todo, overview, todos
from store.database import Connection
from store.log.stored_event import kind_of

_OVERVIEW = """
insert into overview (engagement_id, agency_id, cohort, stage, status, at_risk, supervisor,
                      people, closed_at, version, body)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (engagement_id) do update set
    agency_id = excluded.agency_id, cohort = excluded.cohort, stage = excluded.stage,
    status = excluded.status, at_risk = excluded.at_risk, supervisor = excluded.supervisor,
    people = excluded.people, closed_at = excluded.closed_at, version = excluded.version,
    body = excluded.body
"""
_TIMELINE = """
insert into timeline (engagement_id, version, at, by, role, via, kind, seen_by)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""


async def write(
    c: Connection,
    state: Engagement,
    agency: Agency,
    version: int,
    events: Sequence[tuple[int, Event]],
) -> None:
    """Bring an engagement's rows to `version`; `events` are those new to the timeline."""
    await write_overview(c, overview(state, agency), version)
    await write_todos(c, state.engagement_id, todos(state, agency))
    if events:
        await c.executemany(_TIMELINE, [_line(state.engagement_id, v, e) for v, e in events])


def _line(engagement_id: str, version: int, event: Event) -> tuple[object, ...]:
    seen_by = sorted(role.value for role in type(event).seen_by)
    head = (event.at, event.by, event.role.value, event.via.value)
    return (engagement_id, version, *head, kind_of(event), seen_by)


async def write_overview(c: Connection, row: Overview, version: int) -> None:
    """One line of the list of engagements."""
    people = [*row.learners, row.coach, row.supervisor, row.coordinator]
    await c.execute(
        _OVERVIEW,
        row.engagement_id,
        row.agency_id,
        row.cohort,
        row.stage,
        row.status,
        row.at_risk,
        row.supervisor,
        list(dict.fromkeys(person for person in people if person)),
        row.closed_at,
        version,
        row.model_dump(mode="json"),
    )


async def write_todos(c: Connection, engagement_id: str, rows: Sequence[Todo]) -> None:
    """Who can do what now, in the domain's order."""
    await c.execute("delete from todo where engagement_id = $1", engagement_id)
    if rows:
        await c.executemany(
            "insert into todo (engagement_id, n, person, due, body) values ($1, $2, $3, $4, $5)",
            [
                (engagement_id, n, row.person, row.due, row.model_dump(mode="json"))
                for n, row in enumerate(rows)
            ],
        )
