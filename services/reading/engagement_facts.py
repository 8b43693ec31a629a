"""An engagement's facts as somebody in their roles may know them, in lists and alone.

What a role may know is the table of coaching-process.md: a supervisor knows an ending that is not
a closing as `ended`, and nothing of how sessions and enrollment go; that somebody is at risk is for
the coordinator alone. An agency's own system knows what its coordinators know.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.agency.agency import Agency
from domain.base.model import EngagementId, Frozen, Instant, PersonId
from domain.base.roles import Role
from domain.engagement.standing import Outcome, as_told
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Overview
from domain.person.person import Person
from services.connections import Engine
from services.reading.visible import roles_in
from services.reading.wanting import says, wanting
from store.projections.rows import ListPlace
from store.store import Store

PROGRESS = frozenset({Role.LEARNER, Role.COACH, Role.COORDINATOR})
"""Who may know how sessions and the stage's work go."""


class Named(Frozen):
    """A person of an engagement."""

    person_id: PersonId
    name: str


class EngagementFacts(Frozen):
    """Where an engagement stands; what the reader is not to know is null."""

    engagement_id: EngagementId
    roles: tuple[Role, ...]
    """The reader's own."""
    learners: tuple[Named, ...]
    coach: Named | None
    supervisor: Named
    coordinator: Named
    cohort: str
    model: str
    model_version: int
    stage: str
    status: str
    outcome: str | None
    """How it ended; `ended` where no more than that is the reader's to know."""
    cycle: int
    at_risk: bool | None
    """Whether enrollment is at risk; for coordinators."""
    sessions_held: int | None
    expected_end: date
    launched_at: Instant
    closed_at: Instant | None
    ended_at: Instant | None
    last_act_at: Instant | None


class MissingFact(Frozen):
    """One thing that is wanting before the stage can be left forward."""

    requirement: str
    says: str
    act: str
    who: tuple[Named, ...]
    """Who can supply it."""


async def listed(
    engine: Engine,
    person: Person | None,
    agency: str,
    *,
    stage: str | None = None,
    status: str | None = None,
    cohort: str | None = None,
    at_risk: bool | None = None,
    after: ListPlace | None = None,
    limit: int,
) -> list[EngagementFacts]:
    """The next engagements of a person, or of an agency (`person` None), by launching.

    Asked who is at risk, a person is given those they coordinate. Raises `StoreUnavailable`.
    """
    found: list[Overview] = []
    place: Overview | ListPlace | None = after
    while len(found) < limit:
        rows = await engine.store.reader.overviews(
            agency=agency,
            person=person.person_id if person else None,
            stage=stage,
            status=status,
            cohort=cohort,
            at_risk=at_risk,
            after=place,
            limit=limit,
        )
        found += [
            row
            for row in rows
            if _roles(row, person) and (at_risk is None or _knows_risk(row, person))
        ]
        if len(rows) < limit:
            break
        place = rows[-1]
    found = found[:limit]
    names = await _names(engine.store, found)
    return [_facts(row, _roles(row, person), names) for row in found]


async def facts_of(engine: Engine, state: Engagement, person: Person | None) -> EngagementFacts:
    """One engagement's, for somebody with a part in it, or for its agency's system (None)."""
    row = await engine.store.reader.overview(state.engagement_id)
    if row is None:
        raise LookupError(state.engagement_id)
    roles = roles_in(state, person.person_id) if person else (Role.COORDINATOR,)
    return _facts(row, roles, await _names(engine.store, [row]))


async def missing_facts(
    engine: Engine, state: Engagement, agency: Agency, person: Person | None
) -> list[MissingFact]:
    """What the stage still wants, as far as the reader is told (`wanting.py`)."""
    found = wanting(state, agency, person.person_id if person else None)
    known = await engine.store.reader.people({p for _, who in found for p in who})
    names = {one: person.name for one, person in known.items()}
    return [
        MissingFact(
            requirement=need.key,
            says=says(need),
            act=need.act,
            who=tuple(_named(one, names) for one in who),
        )
        for need, who in found
    ]


def _knows_risk(row: Overview, person: Person | None) -> bool:
    return person is None or row.coordinator == person.person_id


def _roles(row: Overview, person: Person | None) -> tuple[Role, ...]:
    if person is None:
        return (Role.COORDINATOR,)
    me = person.person_id
    held = {
        Role.LEARNER: me in row.learners,
        Role.COACH: row.coach == me,
        Role.SUPERVISOR: row.supervisor == me,
        Role.COORDINATOR: row.coordinator == me,
    }
    return tuple(role for role, is_held in held.items() if is_held)


def _facts(row: Overview, roles: Iterable[Role], names: Mapping[PersonId, str]) -> EngagementFacts:
    held = tuple(roles)
    progress = bool(PROGRESS & set(held))
    outcome = Outcome(row.outcome) if row.outcome else None
    return EngagementFacts(
        engagement_id=row.engagement_id,
        roles=held,
        learners=tuple(_named(one, names) for one in row.learners),
        coach=_named(row.coach, names) if row.coach else None,
        supervisor=_named(row.supervisor, names),
        coordinator=_named(row.coordinator, names),
        cohort=row.cohort,
        model=row.model,
        model_version=row.model_version,
        stage=row.stage,
        status=row.status,
        outcome=outcome and (outcome.value if progress else as_told(outcome)),
        cycle=row.cycle,
        at_risk=row.at_risk if Role.COORDINATOR in held else None,
        sessions_held=row.sessions_held if progress else None,
        expected_end=row.expected_end,
        launched_at=row.launched_at,
        closed_at=row.closed_at,
        ended_at=row.ended_at,
        last_act_at=row.last_act_at if progress else None,
    )


def _named(person: PersonId, names: Mapping[PersonId, str]) -> Named:
    return Named(person_id=person, name=names.get(person, ""))


async def _names(store: Store, rows: Iterable[Overview]) -> dict[PersonId, str]:
    ids = {p for row in rows for p in (*row.learners, row.coach, row.supervisor, row.coordinator)}
    known = await store.reader.people(sorted(p for p in ids if p))
    return {one: person.name for one, person in known.items()}
