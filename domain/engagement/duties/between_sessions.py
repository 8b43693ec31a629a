"""Sessions, observations and debriefs to talk over, next steps: what waits between the two."""

from collections.abc import Iterator
from datetime import timedelta

from domain.agency.agency import Agency
from domain.base.roles import Role
from domain.calendar.local_date import start_of
from domain.engagement.cycles import has_reflected, observations, undiscussed
from domain.engagement.duties.duty import Duty, EngineAct
from domain.engagement.duties.reminding import act, coaches_of, remind, tell
from domain.engagement.parties import asked, model_of, people_in
from domain.engagement.records.closing import Debrief
from domain.engagement.records.practice import NextStep, Session, SessionOutcome, StepCompletion
from domain.engagement.state import Engagement
from domain.engagement.topics.debriefs import unseen_by

NEXT_STEP_STALL_DAYS = 14
"""Days after its due date at which an open next step counts as stalling."""
OBSERVATION_DAYS = 2
DEBRIEF_DAYS = 1
"""Days after which an observation not talked over, a debrief not seen, is reminded of."""


def sessions(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders ahead of a session to everyone in it, and cue prompts to who has yet to reflect."""
    over = {one.session for one in state.every(SessionOutcome)}
    for session in state.every(Session):
        if session.entry_id in over:
            continue
        key = session.entry_id
        active = state.active_learners
        learners = tuple(p for p in active if p in session.about or not session.about)
        people = (*learners, *people_in(state, Role.COACH))
        ahead = _was_ahead(state, session)
        if ahead:
            yield from tell(f"session/{key}", session.starts - timedelta(days=1), people)
        prompted = (
            learner
            for learner in learners
            if ahead and observations(state, learner) and not has_reflected(state, learner)
        )
        before = session.starts - timedelta(days=2)
        yield from tell(f"reflection_prompt/{key}", before, prompted)
        after = session.starts + timedelta(days=1)
        coaches = coaches_of(state, ())
        yield from remind(state, agency, f"session_outcome/{key}", after, coaches)


def _was_ahead(state: Engagement, session: Session) -> bool:
    """Not so if it was put down after the fact, or its day came in a pause."""
    paused = any(p.until and p.since <= session.starts < p.until for p in state.pauses)
    return session.at < session.starts and not paused


def to_talk_over(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """An observation not yet talked over is reminded of soon (Toolkit, ch. 4, giving feedback)."""
    for seen in undiscussed(state):
        due = state.after(seen.at, OBSERVATION_DAYS)
        what = f"observation_not_discussed/{seen.entry_id}"
        yield from remind(state, agency, what, due, coaches_of(state, seen.about))


def debriefs(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """A debrief that its learners have yet to see; corrected, it is another occasion."""
    for debrief in state.every(Debrief):
        due = state.after(debrief.at, DEBRIEF_DAYS)
        what = f"debrief/{debrief.entry_id}-{debrief.revision}"
        yield from remind(state, agency, what, due, unseen_by(state, debrief))


def next_steps(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Reminders of next steps the day before they are due; two weeks late, coaching stalls."""
    done = {one.step for one in state.every(StepCompletion)}
    left = {learner for learner, part in state.learners.items() if not part.active}
    can_stall = model_of(state).stage(state.stage).can_stall and state.checkpoint is None
    for step in state.every(NextStep):
        if step.entry_id in done or step.owner in left:
            continue
        # A former coach's step waits for the next coach.
        owners = (step.owner,) if step.owner in asked(state) else ()
        before = start_of(step.due, agency, days_later=-1)
        yield from remind(state, agency, f"next_step/{step.entry_id}", before, owners)
        stalled = start_of(step.due, agency, days_later=NEXT_STEP_STALL_DAYS)
        if can_stall and stalled > state.last_act_at:
            yield act(EngineAct.STALL_NEXT_STEP, step.entry_id, stalled)
