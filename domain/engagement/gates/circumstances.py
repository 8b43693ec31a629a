"""What may be true of an engagement and make something needed, or not."""

from typing import assert_never

from domain.base.roles import Participation, Relation
from domain.engagement.parties import is_group, is_peer
from domain.engagement.state import Engagement
from domain.process.vocabulary import Circumstance


def holds(state: Engagement, circumstance: Circumstance) -> bool:
    """Whether a circumstance is true of this engagement now."""
    match circumstance:
        case Circumstance.PEERS:
            return is_peer(state)
        case Circumstance.GROUP:
            return is_group(state)
        case Circumstance.EXTERNAL_COACH:
            return state.relation is Relation.EXTERNAL
        case Circumstance.SUPERVISOR_COACH:
            return state.relation is Relation.SUPERVISOR
        case Circumstance.COACH_KNOWN:
            return state.coach is not None or is_peer(state)
        case Circumstance.MANDATED:
            return state.participation is Participation.MANDATED
        case Circumstance.LATER_CYCLE:
            return state.cycle.number > 1
        case _:
            assert_never(circumstance)
