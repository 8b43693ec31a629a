"""What lists and pages read: pure functions of an engagement's state, so that they can be rebuilt.

Nothing here is confidential: ids, stages, dates, keys.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from domain.agency.agency import Agency
from domain.base.model import AgencyId, EngagementId, Frozen, Instant, PersonId
from domain.base.roles import Role
from domain.calendar.local_date import start_of
from domain.engagement.closings import (
    closing_roles,
    may_go_on,
    unacknowledged,
)
from domain.engagement.duties.duty import Duty
from domain.engagement.duties.reminding import coaches_of
from domain.engagement.duties.stage_work import wanted_by
from domain.engagement.gates.gate import missing
from domain.engagement.gates.suppliers import asking
from domain.engagement.parties import model_of, people_in
from domain.engagement.records.closing import Debrief
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.engagement.topics.debriefs import unseen_by
from domain.engagement.topics.following import followed_up
from domain.engagement.views.closing_summary import sessions_held
from domain.engagement.views.next_due import NextDue, next_due


class Overview(Frozen):
    """One engagement in a list."""

    engagement_id: EngagementId
    agency_id: AgencyId
    cohort: str
    model: str
    model_version: int
    stage: str
    stage_name: str = ""
    """As the engagement's own model has it."""
    stage_since: Instant
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
    ended_at: Instant | None
    last_act_at: Instant
    enrolled: bool
    """Whether enrollment was reached once."""
    next_due: NextDue | None
    """For its coordinator; others are told of what is theirs to do."""

    @property
    def place(self) -> str:
        """Its column on a board: the stage of its model while under way, then its status."""
        if self.status in (Status.ACTIVE, Status.PAUSED):
            return f"{self.model}/{self.model_version}/{self.stage}"
        return self.status


class Todo(Frozen):
    """One thing one person can do to move an engagement on; `act` is a command's kind."""

    engagement_id: EngagementId
    person: PersonId
    role: str
    requirement: str
    act: str
    due: Instant | None
    """Since when it waits, or from when it will."""
    wanted_by: Instant | None = None
    """By when it is asked for; None where nothing presses."""
    opens: Instant | None = None
    """Not before this; None where it can be done at once."""
    days: int | None = None
    """Which follow-up, by its days after closing."""
    says: str | None = None
    """What is asked for in the words of the engagement's own model, where it has some."""


def overview(state: Engagement, agency: Agency, owed: Iterable[Duty]) -> Overview:
    """The engagement's line in a list; `owed` are its duties."""
    return Overview(
        engagement_id=state.engagement_id,
        agency_id=state.agency_id,
        cohort=state.cohort,
        model=state.model,
        model_version=state.model_version,
        stage=state.stage,
        stage_name=model_of(state).stage(state.stage).name,
        stage_since=state.stage_since,
        status=state.status.value,
        outcome=state.outcome.value if state.outcome else None,
        cycle=state.cycle.number,
        at_risk=state.at_risk,
        learners=tuple(state.learners),
        coach=state.coach,
        supervisor=state.supervisor,
        coordinator=state.coordinator,
        missing=missing(state, agency) if state.live else (),
        sessions_held=sessions_held(state),
        expected_end=state.expected_end,
        launched_at=state.launched_at,
        closed_at=state.closing.closed_at,
        ended_at=state.ended_at,
        last_act_at=state.last_act_at,
        enrolled=state.checkpoints_passed > 0,
        next_due=next_due(owed, state.coordinator),
    )


def todos(state: Engagement, agency: Agency) -> tuple[Todo, ...]:
    """What each person can do to move this engagement on; nothing that is theirs alone to know.

    At an open commitment check everyone asked is listed, whoever has answered.
    """
    match state.status:
        case Status.ACTIVE:
            return (*_of_stage(state, agency), *_debriefs(state), *_acknowledgements(state))
        case Status.FOLLOWING_UP:
            follow_ups = _follow_ups(state, agency)
            return (*_debriefs(state), *_acknowledgements(state), *follow_ups)
        case Status.PAUSED | Status.ENDED:
            return ()
        case _:
            assert_never(state.status)


def _of_stage(state: Engagement, agency: Agency) -> Iterator[Todo]:
    for need, people in asking(state, agency):
        wanted = wanted_by(state, need.key)
        for person in people:
            yield _todo(state, person, need.key, need.act, None, wanted_by=wanted)
    if not missing(state, agency):
        for person in dict.fromkeys(p for r in closing_roles(state) for p in people_in(state, r)):
            wanted = wanted_by(state, "advance")
            yield _todo(state, person, "advance", "advance_stage", None, wanted_by=wanted)
    for learner in state.active_learners if model_of(state).is_closing(state.stage) else ():
        opens = may_go_on(state, learner, agency)
        if opens is not None:
            for coach in coaches_of(state, (learner,)):
                act = "go_on_without_learner"
                yield _todo(state, coach, "learner_not_reached", act, opens, opens=opens)


def _debriefs(state: Engagement) -> Iterator[Todo]:
    for debrief in state.every(Debrief):
        for learner in unseen_by(state, debrief):
            yield _todo(state, learner, "debrief", "see_debrief", debrief.at)


def _acknowledgements(state: Engagement) -> Iterator[Todo]:
    for handoff in unacknowledged(state):
        key, act = "handoff_acknowledged", "acknowledge_handoff"
        yield _todo(state, state.supervisor, key, act, handoff.delivered_at)


def _follow_ups(state: Engagement, agency: Agency) -> Iterator[Todo]:
    answered = followed_up(state)
    for line in state.closing.follow_ups:
        if line.days not in answered:
            opens = start_of(line.day, agency)
            key, act, days = "follow_up", "answer_follow_up", line.days
            yield _todo(state, state.supervisor, key, act, opens, opens=opens, days=days)


def _todo(
    state: Engagement,
    person: PersonId,
    requirement: str,
    act: str,
    due: Instant | None,
    *,
    wanted_by: Instant | None = None,
    opens: Instant | None = None,
    days: int | None = None,
) -> Todo:
    # Who has no role in the engagement is asked for what leadership does.
    held = (role for role in Role if person in people_in(state, role))
    need = model_of(state).needs.get(requirement)
    return Todo(
        engagement_id=state.engagement_id,
        person=person,
        role=next(held, Role.LEADERSHIP).value,
        requirement=requirement,
        act=act,
        due=due,
        wanted_by=wanted_by or due,
        opens=opens,
        days=days,
        says=need.says if need else None,
    )
