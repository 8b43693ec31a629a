"""Everything owed in an engagement, as a pure function of its state (design: reminders).

A duty that is no longer here is withdrawn by the store: reminders stop by themselves when the thing
is done. While an engagement is paused nothing is owed; its clock stands.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from domain.agency import Agency
from domain.duty import ENGINE, Duty, How
from domain.model import Instant, PersonId
from domain.process import missing
from domain.readmodels import suppliers
from domain.rules.enrollment import asked
from domain.stages import Stage, Status
from domain.state import Engagement

REMIND_AFTER: dict[Stage, float] = {
    Stage.INITIAL_INTEREST: 3,
    Stage.JOINT_PLANNING: 5,
    Stage.PRACTICE: 10,
    Stage.SELF_REFLECTION: 2,
    Stage.FEEDBACK: 3,
    Stage.EVALUATION: 3,
    Stage.CLOSING: 3,
}
"""Days after entering a stage before people are reminded of what it still wants."""

WORDING: dict[str, str] = {
    "coach_assigned": "coach_assignment",
    "agreement_supervisor": "agreement",
    "agreement_learner": "agreement",
    "agreement_coach": "agreement",
    "agency_agreement": "agreement",
    "confidentiality_explained": "confidentiality",
    "confidentiality_understood": "confidentiality",
    "sustainability_plan": "sustainability_plan",
    "sustainability_signed": "sustainability_plan",
    "goals": "goals",
    "goals_confirmed": "goals_confirmation",
    "process_agreed": "process",
    "reflection": "reflection",
    "goals_rated": "evaluation",
    "assessed_learner": "evaluation",
    "assessed_coach": "evaluation",
    "cycle_reviewed": "evaluation",
    "decision": "evaluation",
    "closing_meeting": "closing_meeting",
    "results_told": "handoff_review",
    "handoff_seen": "handoff_review",
}
"""Requirement to reminder; what is not here is nobody's single task and has none of its own."""

NEXT_STEP_STALL_DAYS = 14
"""Days after its due date at which an open next step counts as stalling."""


def duties(state: Engagement, agency: Agency) -> tuple[Duty, ...]:
    """All that is pending, due now or later, each once, in a stable order."""
    found: dict[str, Duty] = {}
    for duty in _all(state, agency):
        found.setdefault(duty.key, duty)
    return tuple(found.values())


def _all(state: Engagement, agency: Agency) -> Iterator[Duty]:
    match state.status:
        case Status.ACTIVE:
            yield from _stage(state, agency)
            yield from _enrollment(state, agency)
            yield from _sessions(state, agency)
            yield from _practice(state, agency)
            yield from _next_steps(state, agency)
            yield from _handoff(state)
            yield from _quiet(state, agency)
        case Status.FOLLOWING_UP:
            yield from _following_up(state, agency)
        case Status.PAUSED | Status.ENDED:
            return


def _remind(
    state: Engagement, agency: Agency, what: str, due: Instant, *people: PersonId | None
) -> Iterator[Duty]:
    """A reminder to each, and one escalation to the coordinator if nothing comes of it."""
    others = [p for p in people if p]
    for person in others:
        yield Duty(what=what, due=due, recipient=person, how=How.REMIND)
    if any(person != state.coordinator for person in others):
        late = due + timedelta(days=agency.settings.escalate_after_days)
        yield Duty(what=what, due=late, recipient=state.coordinator, how=How.ESCALATE)


def _act(what: str, due: Instant) -> Duty:
    return Duty(what=what, due=due, recipient=ENGINE, how=How.ACT)


def _stage(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """What the stage still wants, to whoever can supply it; with nothing wanting, to the coach."""
    at = f"{state.stage.value}-{state.cycle.number}"
    wanting = missing(state, agency)
    if not wanting and state.coach:
        due = state.after(max(state.last_act_at, state.stage_since), 2)
        yield from _remind(state, agency, f"advance/{at}", due, state.coach)
    due = state.after(state.stage_since, REMIND_AFTER[state.stage])
    for key in wanting:
        if key in WORDING:
            what = f"{WORDING[key]}/{at}"
            yield from _remind(state, agency, what, due, *suppliers(state, key))


def _enrollment(state: Engagement, agency: Agency) -> Iterator[Duty]:
    checkpoint = state.checkpoint
    if checkpoint is None:
        return
    threshold = agency.settings.commitment_threshold
    for person in asked(state):
        said = checkpoint.declared.get(person)
        if said is None or not said.reaches(threshold):
            # No escalation: the coordinator learns of it by its being at risk, never why.
            start = said.at if said else checkpoint.opened_at
            due = state.after(start, 2)
            what = f"checkpoint/{checkpoint.number}"
            yield Duty(what=what, due=due, recipient=person, how=How.REMIND)
    if not checkpoint.overdue:
        yield _act(f"checkpoint_overdue/{checkpoint.number}", checkpoint.due)
    if state.at_risk:
        yield Duty(
            what=f"at_risk/{checkpoint.number}",
            due=checkpoint.opened_at,
            recipient=state.coordinator,
            how=How.ESCALATE,
        )


def _sessions(state: Engagement, agency: Agency) -> Iterator[Duty]:
    wrote = {entry.by for entry in state.cycle.reflections}
    for session in state.sessions:
        if session.outcome != "planned":
            continue
        key = session.entry_id
        for person in asked(state):
            ahead = session.at - timedelta(days=1)
            yield Duty(what=f"session/{key}", due=ahead, recipient=person, how=How.REMIND)
        if state.cycle.observations:
            for learner in state.active_learners:
                if learner not in wrote:
                    before = session.at - timedelta(days=2)
                    yield Duty(
                        what=f"reflection_prompt/{key}",
                        due=before,
                        recipient=learner,
                        how=How.REMIND,
                    )
        after = session.at + timedelta(days=1)
        yield from _remind(state, agency, f"session_outcome/{key}", after, state.coach)


def _practice(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """An observation not yet talked over is reminded of soon (Toolkit, ch. 4, giving feedback)."""
    for seen in state.cycle.observations:
        if not seen.talked_over:
            due = state.after(seen.at, 2)
            what = f"observation_not_discussed/{seen.entry_id}"
            yield from _remind(state, agency, what, due, state.coach)
    for debrief in state.debriefs_unseen:
        due = state.after(debrief.at, 1)
        yield from _remind(
            state, agency, f"debrief/{debrief.entry_id}", due, *state.active_learners
        )


def _next_steps(state: Engagement, agency: Agency) -> Iterator[Duty]:
    for step in state.next_steps:
        if step.done:
            continue
        day = datetime.combine(step.due, time(), tzinfo=UTC)
        yield from _remind(
            state, agency, f"next_step/{step.entry_id}", day - timedelta(days=1), step.owner
        )
        if state.checkpoint is None and _stalls(state):
            stalled = day + timedelta(days=NEXT_STEP_STALL_DAYS)
            if stalled > state.last_act_at:
                yield _act(f"stall_next_step/{step.entry_id}", stalled)


def _handoff(state: Engagement) -> Iterator[Duty]:
    closing = state.closing
    if closing.seen_at is not None and closing.delivered_at is None:
        yield Duty(what="handoff/1", due=closing.seen_at, recipient=ENGINE, how=How.DELIVER)


def _stalls(state: Engagement) -> bool:
    """Stalling is looked for while there is coaching to stall."""
    return state.stage not in (Stage.INITIAL_INTEREST, Stage.CLOSING)


def _quiet(state: Engagement, agency: Agency) -> Iterator[Duty]:
    quiet = state.process.quiet_days if state.process else agency.settings.quiet_days
    soon = state.after(state.last_act_at, quiet * 2 / 3)
    at = f"{state.stage.value}-{state.cycle.number}"
    yield from _remind(state, agency, f"quiet/{at}", soon, state.coach or state.coordinator)
    if _stalls(state) and state.checkpoint is None:
        yield _act("stall_silence/1", state.after(state.last_act_at, quiet))
    end = datetime.combine(state.expected_end, time(), tzinfo=UTC) - timedelta(days=14)
    for person in dict.fromkeys(p for p in (state.coach, state.coordinator) if p):
        yield Duty(what="expected_end/1", due=end, recipient=person, how=How.REMIND)


def _following_up(state: Engagement, agency: Agency) -> Iterator[Duty]:
    closing = state.closing
    if closing.closed_at is None:
        return
    if closing.delivered_at is not None and closing.acknowledged_at is None:
        due = closing.delivered_at + timedelta(days=3)
        what = "handoff_acknowledgement/1"
        yield from _remind(state, agency, what, due, state.supervisor)
    days = agency.settings.follow_up_days
    for n in days:
        if n not in closing.followed_up:
            due = closing.closed_at + timedelta(days=n)
            yield from _remind(state, agency, f"follow_up/{n}", due, state.supervisor)
    done = set(days) <= set(closing.followed_up) and closing.acknowledged_at is not None
    grace = 0 if done else 30
    last = closing.closed_at + timedelta(days=max(days, default=0) + grace)
    yield _act("end_following_up/1", last)
