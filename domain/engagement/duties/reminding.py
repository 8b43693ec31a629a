"""How duties are made: a reminder with one escalation, a reminder for one's own eyes, an act."""

from collections.abc import Iterable, Iterator

from domain.agency.agency import Agency
from domain.base.model import Instant, PersonId
from domain.base.roles import Role
from domain.engagement.duties.duty import ENGINE, Duty, EngineAct, How
from domain.engagement.parties import people_in
from domain.engagement.state import Engagement


def remind(
    state: Engagement, agency: Agency, what: str, due: Instant, people: Iterable[PersonId]
) -> Iterator[Duty]:
    """A reminder to each, and one escalation to the coordinator if nothing comes of it."""
    others = tuple(dict.fromkeys(people))
    yield from tell(what, due, others)
    if any(person != state.coordinator for person in others):
        late = state.after(due, agency.settings.escalate_after_days)
        yield Duty(what=what, due=late, recipient=state.coordinator, how=How.ESCALATE)


def tell(what: str, due: Instant, people: Iterable[PersonId]) -> Iterator[Duty]:
    """A reminder to each, of which the coordinator learns nothing."""
    for person in dict.fromkeys(people):
        yield Duty(what=what, due=due, recipient=person, how=How.REMIND)


def act(what: EngineAct, occasion: str, due: Instant) -> Duty:
    """Something the engine records itself."""
    return Duty(what=f"{what.value}/{occasion}", due=due, recipient=ENGINE, how=How.ACT)


def coaches_of(state: Engagement, learners: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    """Who coaches these learners: between peers the other one."""
    coaches = people_in(state, Role.COACH)
    return tuple(coach for coach in coaches if coach not in learners) or coaches


def stage_occasion(state: Engagement) -> str:
    """Names a stay in a stage: the same stage in another cycle is another occasion."""
    return f"{state.stage}-{state.cycle.number}"
