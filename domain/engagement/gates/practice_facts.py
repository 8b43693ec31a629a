"""Facts of practice and evaluation that a gate may ask for."""

from collections.abc import Callable, Iterable

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.engagement.cycles import observations
from domain.engagement.state import Engagement
from domain.engagement.topics import feedback


def feedback_complete(state: Engagement, _: Agency) -> bool:
    """Every learner observed in this cycle was given all five rungs."""
    return all(
        feedback.feedback_complete(state, learner)
        for learner in state.active_learners
        if observations(state, learner)
    )


def decided(state: Engagement, _: Agency) -> bool:
    """It was decided how to go on after this cycle."""
    return state.cycle.decision is not None


FACTS: dict[str, Callable[[Engagement, Agency], bool]] = {
    "feedback_complete": feedback_complete,
    "decided": decided,
}
"""Facts by the names that process models use."""

DONE_BY: dict[str, Callable[[Engagement], Iterable[PersonId]]] = {}
"""Who has done their part of a fact, where several have one."""
