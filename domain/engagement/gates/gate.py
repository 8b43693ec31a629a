"""What is asked to leave a stage forward, and what of it is still missing."""

from collections.abc import Iterable

from domain.agency.agency import Agency
from domain.engagement.gates.conditions import met
from domain.engagement.parties import model_of
from domain.engagement.state import Engagement
from domain.process.vocabulary import Need


def gate(state: Engagement) -> tuple[Need, ...]:
    """All that is asked to leave the current stage forward.

    With it what a retraction took away from gates already passed (`state.reopened`).
    """
    model = model_of(state)
    asked = model.gate(state.stage)
    if not state.reopened:
        return asked
    again = (model.needs[key] for key in state.reopened)
    return tuple(dict.fromkeys((*asked, *again)))


def passed_needs(state: Engagement) -> tuple[Need, ...]:
    """All that was asked to leave the stages before this one, each once."""
    model = model_of(state)
    before = model.stages[: model.number(state.stage) - 1]
    return tuple(dict.fromkeys(need for stage in before for need in model.gate(stage.key)))


def unmet(state: Engagement, agency: Agency, needs: Iterable[Need]) -> tuple[str, ...]:
    """Keys of those needs that are not met now."""
    return tuple(need.key for need in needs if not met(state, agency, need))


def missing(state: Engagement, agency: Agency) -> tuple[str, ...]:
    """Keys of what is still wanting before the current stage can be left forward.

    A command asks for it several times of the same state: it is worked out once.
    """
    for known, keys in state.wanting:
        if known is agency:
            return keys
    keys = unmet(state, agency, gate(state))
    state.wanting.append((agency, keys))
    return keys
