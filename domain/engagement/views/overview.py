"""What lists and pages read: pure functions of an engagement's state, so that they can be rebuilt.

Nothing here is confidential: ids, stages, dates, keys.
"""

from datetime import date

from domain.agency.agency import Agency
from domain.base.model import AgencyId, EngagementId, Frozen, Instant, PersonId
from domain.base.roles import Role
from domain.calendar.local_date import start_of
from domain.engagement.duties.duty import ENGINE
from domain.engagement.follow_ups import follow_ups
from domain.engagement.gates.gate import missing
from domain.engagement.gates.requirements import REQUIREMENTS
from domain.engagement.gates.suppliers import people_in
from domain.engagement.gates.suppliers import suppliers as suppliers
from domain.engagement.stages import Status
from domain.engagement.state import Engagement
from domain.engagement.topics.closing import closing_roles


class Overview(Frozen):
    """One engagement in a list."""

    engagement_id: EngagementId
    agency_id: AgencyId
    cohort: str
    stage: str
    status: str
    outcome: str | None
    cycle: int
    at_risk: bool
    learners: tuple[PersonId, ...]
    coach: PersonId | None
    supervisor: PersonId
    coordinator: PersonId
    missing: tuple[str, ...]
    """Keys of what is wanting before the stage can be left forward."""
    sessions_held: int
    expected_end: date
    launched_at: Instant
    closed_at: Instant | None
    last_act_at: Instant


class Todo(Frozen):
    """One thing one person can do now to move an engagement on; `act` is a command's kind."""

    engagement_id: EngagementId
    person: PersonId
    role: str
    requirement: str
    act: str
    due: Instant | None


def overview(state: Engagement, agency: Agency) -> Overview:
    """The engagement's line in a list."""
    return Overview(
        engagement_id=state.engagement_id,
        agency_id=state.agency_id,
        cohort=state.cohort,
        stage=state.stage.value,
        status=state.status.value,
        outcome=state.outcome.value if state.outcome else None,
        cycle=state.cycle.number,
        at_risk=state.at_risk,
        learners=tuple(state.learners),
        coach=state.coach,
        supervisor=state.supervisor,
        coordinator=state.coordinator,
        missing=missing(state, agency) if state.live else (),
        sessions_held=sum(s.outcome == "held" for s in state.sessions),
        expected_end=state.expected_end,
        launched_at=state.launched_at,
        closed_at=state.closing.closed_at,
        last_act_at=state.last_act_at,
    )


def todos(state: Engagement, agency: Agency) -> tuple[Todo, ...]:
    """What each person can do now to move this engagement on."""
    if state.status is Status.FOLLOWING_UP:
        return _todos_after_closing(state, agency)
    if state.status is not Status.ACTIVE:
        return ()
    wanting = missing(state, agency)
    rows = []
    for key in wanting:
        requirement = REQUIREMENTS[key]
        for person in suppliers(state, key):
            if person != ENGINE and not (key == "enrollment" and _committed(state, agency, person)):
                rows.append(_todo(state, person, key, requirement.act, None))
    if not wanting:
        for person in dict.fromkeys(p for r in closing_roles(state) for p in people_in(state, r)):
            rows.append(_todo(state, person, "advance", "advance_stage", None))
    for debrief in state.debriefs_unseen:
        for learner in state.active_learners:
            rows.append(_todo(state, learner, "debrief", "see_debrief", debrief.at))
    return tuple(rows)


def _committed(state: Engagement, agency: Agency, person: PersonId) -> bool:
    """Whether a person has done their part at the open checkpoint; theirs alone to know."""
    said = state.checkpoint.declared.get(person) if state.checkpoint else None
    return said is not None and said.reaches(agency.settings.commitment_threshold)


def _todos_after_closing(state: Engagement, agency: Agency) -> tuple[Todo, ...]:
    closing = state.closing
    rows = []
    if closing.delivered_at is not None and closing.acknowledged_at is None:
        key, act = "handoff_acknowledged", "acknowledge_handoff"
        rows.append(_todo(state, state.supervisor, key, act, closing.delivered_at))
    for days, day in follow_ups(state, agency).items():
        if days not in closing.followed_up:
            due = start_of(day, agency)
            rows.append(_todo(state, state.supervisor, "follow_up", "answer_follow_up", due))
    return tuple(rows)


def _todo(
    state: Engagement, person: PersonId, requirement: str, act: str, due: Instant | None
) -> Todo:
    roles = [role.value for role in Role if person in people_in(state, role)]
    return Todo(
        engagement_id=state.engagement_id,
        person=person,
        role=roles[0] if roles else "",
        requirement=requirement,
        act=act,
        due=due,
    )
