"""What an operator is shown of an engagement: facts; confidential text only with a reason.

A reason is recorded before anything is read (`reasons.py`); what is one person's alone is shown to
no operator, whatever the reason.
"""

from datetime import datetime
from typing import Any

from domain.base.model import PersonId
from domain.base.roles import Role
from domain.calendar.local_date import local_date
from domain.engagement.gates.gate import missing as missing_of
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.records.closing import Handoff
from domain.engagement.records.practice import NextStep, Session, StepCompletion
from domain.engagement.records.setting_up import Goal, GoalConfirmation
from domain.engagement.session_record import outcome_of
from domain.engagement.state import Engagement
from domain.engagement.views.closing_summary import summary_lines
from domain.engagement.views.handoff import handoff
from domain.engagement.views.overview import todos
from domain.person.person import Person
from domain.words import say_event
from services import find
from services.reading.reasons import Why, note, readings
from services.reading.visible import Line, for_operator, stage_begun
from services.reading.wanting import says, says_todo
from services.troubles import BadUsage
from store.projections.rows import TimelineLine
from store.store import Store


async def engagement(store: Store, typed: str, why: Why | None) -> dict[str, Any]:
    """Everything but what people wrote; with a reason that too (`said`)."""
    state = await find.engagement(store, typed)
    people = await _people(store, state)
    done = {one.step for one in state.every(StepCompletion)}
    confirmed = {goal for one in state.every(GoalConfirmation) for goal in one.goals}
    shown: dict[str, Any] = {
        "engagement": state.engagement_id,
        "cohort": state.cohort,
        "learner": ", ".join(_name(people, p) for p in state.learners),
        "coach": _name(people, state.coach),
        "coach_relation": state.relation.value,
        "supervisor": _name(people, state.supervisor),
        "coordinator": _name(people, state.coordinator),
        "skill": state.skill,
        "participation": state.participation.value,
        "stage": state.stage,
        "stage_name": model_of(state).stage(state.stage).name,
        "cycle": state.cycle.number,
        "status": state.status.value,
        "outcome": state.outcome.value if state.outcome else None,
        "at_risk": "yes" if state.at_risk else "no",
        "expected_end": state.expected_end.isoformat(),
        "launched": state.launched_at.isoformat(),
        "missing": await _missing(store, state, people),
        "sessions": [
            {
                "entry": s.entry_id,
                "at": s.starts.isoformat(),
                "outcome": _outcome(state, s),
            }
            for s in state.every(Session)
        ],
        "goals": [
            {
                "entry": g.entry_id,
                "scale": g.scale,
                "due": g.due,
                "confirmed": (g.entry_id, g.revision) in confirmed,
            }
            for g in state.every(Goal)
        ],
        "next_steps": [
            {
                "entry": x.entry_id,
                "owner": _name(people, x.owner),
                "due": x.due,
                "done": x.entry_id in done,
            }
            for x in state.every(NextStep)
        ],
    }
    shown["disposed_of"] = [
        {"at": one.at.isoformat(timespec="minutes"), "by": one.by, "reason": one.reason}
        for one in await store.disposal.of_engagement(state.engagement_id)
    ]
    noted = await note(store, state.engagement_id, why)
    shown["read_with_a_reason"] = await readings(store, state.engagement_id)
    if noted:
        shown["people"] = {person: one.name for person, one in people.items()}
        shown["said"] = [
            {**_line(state, people, line.n, line), "body": line.fields}
            for line in for_operator(await store.reader.events(state.engagement_id))
        ]
    return shown


async def missing(store: Store, typed: str, at: datetime) -> dict[str, Any]:
    """What the current stage still wants and from whom; what waits besides, and from which day."""
    state = await find.engagement(store, typed)
    people = await _people(store, state)
    wanting = await _missing(store, state, people)
    agency = await find.agency(store, state.agency_id)
    return {
        "engagement": state.engagement_id,
        "stage": state.stage,
        "stage_name": model_of(state).stage(state.stage).name,
        "status": state.status.value,
        "missing": wanting,
        "waiting": [
            {
                "requirement": one.requirement,
                "says": says_todo(one),
                "who": [_name(people, one.person)],
                "act": one.act,
                "from": local_date(one.opens, agency) if one.opens and one.opens > at else None,
            }
            for one in todos(state, agency)
            if one.requirement not in ("advance", *(w["requirement"] for w in wanting))
        ],
    }


async def timeline(store: Store, typed: str, why: Why | None) -> list[dict[str, Any]]:
    """What happened, as the coordinator may know it, or all of it with a reason."""
    state = await find.engagement(store, typed)
    noted = await note(store, state.engagement_id, why)
    people = await _people(store, state)
    if noted:
        history = await store.reader.events(state.engagement_id)
        return [_line(state, people, one.n, one) for one in for_operator(history)]
    known = await store.reader.timeline(state.engagement_id, (Role.COORDINATOR,))
    return [_line(state, people, n, one) for n, one in enumerate(known, 1)]


def _line(
    state: Engagement, people: dict[PersonId, Person], n: int, line: Line | TimelineLine
) -> dict[str, Any]:
    stage = line.stage if isinstance(line, TimelineLine) else line.fields.get("stage")
    through = " (through an operator)" if line.via == "operator" else ""
    who = "the engine" if line.role == "engine" else f"{_name(people, line.by)}, {line.role}"
    return {
        "n": n,
        "at": line.at.isoformat(),
        "kind": line.kind,
        "by": line.by,
        "role": line.role,
        "via": line.via,
        "who": who + through,
        "says": say_event(line.kind, stage_begun(state, stage)),
    }


async def summary(store: Store, typed: str, why: Why | None) -> dict[str, Any]:
    """The engagement's line of a closing summary, and with a reason the handoff."""
    state = await find.engagement(store, typed)
    if state.closing.closed_at is None:
        raise BadUsage.of("not_closed", engagement=state.engagement_id[:8])
    people = await _people(store, state)
    agency = {a.agency_id: a for a in await store.reader.agencies()}[state.agency_id]
    lines = summary_lines(state, people, agency)
    shown: dict[str, Any] = {"summary": [line.model_dump(mode="json") for line in lines]}
    made = [one for one in state.every(Handoff) if one.content is not None]
    if made and await note(store, state.engagement_id, why):
        shown["handoff"] = [
            handoff(state, agency, people, one).model_dump(mode="json") for one in made
        ]
    return shown


async def _missing(
    store: Store, state: Engagement, people: dict[PersonId, Person]
) -> list[dict[str, Any]]:
    if not state.live:
        return []
    agency = {a.agency_id: a for a in await store.reader.agencies()}[state.agency_id]
    needs, wanting = model_of(state).needs, missing_of(state, agency)
    return [
        {
            "requirement": key,
            "says": says(needs[key]),
            "who": [_name(people, p) for p in suppliers(state, agency, needs[key])]
            or ["nobody yet"],
            "act": needs[key].act,
            "after": [needs[one].act for one in needs[key].after if one in wanting],
        }
        for key in wanting
    ]


def _outcome(state: Engagement, session: Session) -> str:
    found = outcome_of(state, session.entry_id)
    return found.outcome if found else "planned"


async def _people(store: Store, state: Engagement) -> dict[PersonId, Person]:
    # Former coaches and supervisors may have joined or own a step, so they are named as well.
    ids = {*state.learners, *state.former_coaches, *state.former_supervisors}
    ids |= {state.supervisor, state.coordinator}
    # Leadership has no part in the engagement, and yet signs the agency's agreement.
    ids |= set((await find.agency(store, state.agency_id)).settings.leaders)
    ids |= {state.coach} if state.coach else set()
    return await store.reader.people(sorted(ids))


def _name(people: dict[PersonId, Person], person: PersonId | None) -> str:
    if person is None:
        return "nobody yet"
    if person == "engine":
        return "the engine"
    return people[person].name if person in people else person[:8]
