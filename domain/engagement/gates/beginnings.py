"""Whether what a gate asks for can be supplied now, where something else must come first.

What comes first for every learner at once is said in the model (`Need.after`).
"""

from collections.abc import Callable, Mapping

from domain.engagement.cycles import conversations
from domain.engagement.gates.closing_facts import one_to_make
from domain.engagement.state import Engagement
from domain.engagement.topics.feedback import feedback_complete
from domain.engagement.topics.goals import all_put

Wanting = frozenset[str]
"""What else is missing: facts by name, entries by the keys of their needs."""


def _can_confirm(state: Engagement, wanting: Wanting) -> bool:
    """The goals were put to the supervisor; where nobody else is asked to do so, they see to it."""
    return all_put(state) or "supervisor_informed" not in wanting


def _can_feed_back(state: Engagement, _: Wanting) -> bool:
    """With some learner it was talked over, and the ladder is not climbed."""
    return any(
        conversations(state, learner) and not feedback_complete(state, learner)
        for learner in state.active_learners
    )


def _can_decide(_: Engagement, wanting: Wanting) -> bool:
    """All else is there."""
    return not wanting


CAN_BEGIN: Mapping[str, Callable[[Engagement, Wanting], bool]] = {
    "goals_confirmed": _can_confirm,
    "feedback_complete": _can_feed_back,
    "decided": _can_decide,
    "handoff_produced": lambda state, _: one_to_make(state),
}
"""By fact: whether any of it can be supplied now."""
