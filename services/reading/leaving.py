"""What comes of leaving coaching, told to whoever thinks of it before they do."""

from dataclasses import dataclass

from domain.engagement.session_record import planned
from services.reading.read import Reading


@dataclass(frozen=True)
class Leaving:
    """Who will learn that coaching ended; `meetings` that are planned and will be called off."""

    coach: str
    supervisor: str
    coordinator: str
    meetings: int
    others_go_on: bool


def leaving(read: Reading) -> Leaving:
    """As it stands now."""
    state = read.state
    return Leaving(
        coach=read.name(state.coach) if state.coach else "",
        supervisor=read.name(state.supervisor),
        coordinator=read.name(state.coordinator),
        meetings=len(list(planned(state))),
        others_go_on=len(state.active_learners) > 1,
    )
