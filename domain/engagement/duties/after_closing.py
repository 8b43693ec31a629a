"""After closing the follow-ups and the end; after an ending, the notice that it ended."""

from collections.abc import Iterator
from datetime import timedelta

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.calendar.local_date import start_of
from domain.engagement.closings import unacknowledged
from domain.engagement.duties.duty import Duty, EngineAct
from domain.engagement.duties.reminding import act, remind, tell
from domain.engagement.parties import people_in
from domain.engagement.state import Engagement
from domain.engagement.topics.following import followed_up

LATE_DAYS = 30
"""Days that late acknowledgements and follow-ups are waited for after the last follow-up."""


def following_up(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Questions on the days promised at closing; all answered and acknowledged, the end."""
    closed = state.closing.closed_at
    if closed is None:
        return
    answered = followed_up(state)
    days = {line.days: start_of(line.day, agency) for line in state.closing.follow_ups}
    for n, due in days.items():
        if n not in answered:
            yield from remind(state, agency, f"follow_up/{n}", due, (state.supervisor,))
    left = (part.left_at for part in state.learners.values())
    last = max([closed, *days.values(), *(at for at in left if at is not None)])
    done = set(days) <= answered and not unacknowledged(state)
    end = closed if done else last + timedelta(days=LATE_DAYS)
    yield act(EngineAct.END_FOLLOWING_UP, "1", end)


def notices(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """Each person concerned learns the fact that it ended, once, whatever the kind."""
    over = state.ended_at is not None and state.closing.closed_at is None
    for learner, part in state.learners.items():
        if part.left_at is None or (over and part.left_at == state.ended_at):
            continue
        yield from tell(f"part_ended/{learner}", part.left_at, _concerned(state, learner))
    if over and state.ended_at is not None:
        left = (p for p, part in state.learners.items() if part.left_at in (None, state.ended_at))
        yield from tell("ended/1", state.ended_at, _concerned(state, *left))


def _concerned(state: Engagement, *learners: PersonId) -> tuple[PersonId, ...]:
    coaches = people_in(state, Role.COACH)
    return (*learners, *coaches, state.supervisor, state.coordinator)
