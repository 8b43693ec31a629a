"""How duties are made: a reminder with one escalation, an act of the engine's own."""

from collections.abc import Iterator
from datetime import timedelta

from domain.agency.agency import Agency
from domain.base.model import Instant, PersonId
from domain.engagement.duties.duty import ENGINE, Duty, How
from domain.engagement.state import Engagement


def remind(
    state: Engagement, agency: Agency, what: str, due: Instant, *people: PersonId | None
) -> Iterator[Duty]:
    """A reminder to each, and one escalation to the coordinator if nothing comes of it."""
    others = [person for person in people if person]
    for person in others:
        yield Duty(what=what, due=due, recipient=person, how=How.REMIND)
    if any(person != state.coordinator for person in others):
        late = due + timedelta(days=agency.settings.escalate_after_days)
        yield Duty(what=what, due=late, recipient=state.coordinator, how=How.ESCALATE)


def act(what: str, due: Instant) -> Duty:
    """Something the engine records itself."""
    return Duty(what=what, due=due, recipient=ENGINE, how=How.ACT)
