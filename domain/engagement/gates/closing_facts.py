"""What a gate asks of a closing: met, told, handed over; of every learner who still takes part."""

from collections.abc import Callable, Iterable

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.engagement.closings import gone_on, handoff_of, may_deliver, ready, results_of
from domain.engagement.parties import closes_alone
from domain.engagement.records.closing import Meeting
from domain.engagement.state import Engagement


def met_to_close(state: Engagement, agency: Agency) -> bool:
    """Coach and present supervisor, who carries the learning on, met since this closing began."""
    since = state.closing.started_at
    return since is not None and any(
        one.at >= since and one.supervisor == state.supervisor for one in state.every(Meeting)
    )


def results_told(state: Engagement, agency: Agency) -> bool:
    """Each learner chose what to tell, or could not be reached."""
    return all(
        results_of(state, learner) is not None or gone_on(state, learner) is not None
        for learner in state.active_learners
    )


def handoff_produced(state: Engagement, agency: Agency) -> bool:
    """Each learner's handoff is made of what was told last."""
    return all(handoff_of(state, learner) is not None for learner in state.active_learners)


def handoff_seen(state: Engagement, agency: Agency) -> bool:
    """Each learner saw the own handoff, or could not be reached."""
    found = (handoff_of(state, learner) for learner in state.active_learners)
    return all(one is not None and may_deliver(one) for one in found)


def handoff_delivered(state: Engagement, agency: Agency) -> bool:
    """Each learner's handoff went out."""
    found = (handoff_of(state, learner) for learner in state.active_learners)
    return all(one is not None and one.delivered_at is not None for one in found)


def told(state: Engagement) -> Iterable[PersonId]:
    """Learners who need not tell any more."""
    return (
        learner
        for learner in state.active_learners
        if results_of(state, learner) is not None or gone_on(state, learner) is not None
    )


def saw(state: Engagement) -> Iterable[PersonId]:
    """Learners who have nothing to see, or saw it."""
    for learner in state.active_learners:
        handoff = handoff_of(state, learner)
        if handoff is None or may_deliver(handoff):
            yield learner


def made_own(state: Engagement) -> Iterable[PersonId]:
    """In a closing without a coach, learners who have made theirs or have yet to tell first."""
    for learner in state.active_learners if closes_alone(state) else ():
        if handoff_of(state, learner) is not None or not ready(state, learner):
            yield learner


def one_to_make(state: Engagement) -> bool:
    """Some learner's handoff can be made now."""
    return any(
        ready(state, learner) and handoff_of(state, learner) is None
        for learner in state.active_learners
    )


FACTS: dict[str, Callable[[Engagement, Agency], bool]] = {
    "met_to_close": met_to_close,
    "results_told": results_told,
    "handoff_produced": handoff_produced,
    "handoff_seen": handoff_seen,
    "handoff_delivered": handoff_delivered,
}
"""Facts of a closing, by the names that process models ask for."""

DONE_BY: dict[str, Callable[[Engagement], Iterable[PersonId]]] = {
    "results_told": told,
    "handoff_seen": saw,
    "handoff_produced": made_own,
}
"""Who has done their part of a fact that several must supply."""
