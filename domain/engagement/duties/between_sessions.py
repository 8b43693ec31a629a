"""Sessions, observations and debriefs to talk over, next steps: what waits between the two."""

from collections.abc import Iterator
from datetime import timedelta

from domain.agency.agency import Agency
from domain.calendar.local_date import start_of
from domain.engagement.duties.duty import Duty, How
from domain.engagement.duties.making import act, remind
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import asked, can_stall

NEXT_STEP_STALL_DAYS = 14
"""Days after its due date at which an open next step counts as stalling."""


def sessions(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Ahead of a session to everyone, with cue prompts before it to who has yet to reflect."""
    wrote = state.cycle.reflected_by()
    for session in state.sessions:
        if session.outcome != "planned":
            continue
        key = session.entry_id
        for person in asked(state):
            ahead = session.at - timedelta(days=1)
            yield Duty(what=f"session/{key}", due=ahead, recipient=person, how=How.REMIND)
        if state.cycle.observations:
            before = session.at - timedelta(days=2)
            what = f"reflection_prompt/{key}"
            for learner in state.active_learners:
                if learner not in wrote:
                    yield Duty(what=what, due=before, recipient=learner, how=How.REMIND)
        after = session.at + timedelta(days=1)
        yield from remind(state, agency, f"session_outcome/{key}", after, state.coach)


def to_talk_over(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """An observation not yet talked over is reminded of soon (Toolkit, ch. 4, giving feedback)."""
    for seen in state.cycle.observations:
        if not seen.talked_over:
            due = state.after(seen.at, 2)
            what = f"observation_not_discussed/{seen.entry_id}"
            yield from remind(state, agency, what, due, state.coach)
    for debrief in state.debriefs_unseen:
        due = state.after(debrief.at, 1)
        what = f"debrief/{debrief.entry_id}"
        yield from remind(state, agency, what, due, *state.active_learners)


def next_steps(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """On the day before its day, to the owner; two weeks late, coaching stalls."""
    for step in state.next_steps:
        if step.done:
            continue
        # A former coach's step waits for the next coach.
        owner = step.owner if step.owner in asked(state) else None
        before = start_of(step.due, agency, days_later=-1)
        yield from remind(state, agency, f"next_step/{step.entry_id}", before, owner)
        if state.checkpoint is None and can_stall(state):
            stalled = start_of(step.due, agency, days_later=NEXT_STEP_STALL_DAYS)
            if stalled > state.last_act_at:
                yield act(f"stall_next_step/{step.entry_id}", stalled)
