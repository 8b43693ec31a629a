"""Sessions and what came of them: planned while there is no outcome, held, missed, cancelled."""

from domain.base.model import EntryId, PersonId
from domain.engagement.records.practice import Session, SessionOutcome
from domain.engagement.state import Engagement


def outcomes(state: Engagement) -> dict[EntryId, SessionOutcome]:
    """Session ids to what came of them; sessions that are planned have none."""
    return {one.session: one for one in state.every(SessionOutcome)}


def outcome_of(state: Engagement, session: EntryId) -> SessionOutcome | None:
    """What came of a session; None while it is planned."""
    return outcomes(state).get(session)


def planned(state: Engagement) -> tuple[Session, ...]:
    """Sessions that have no outcome yet, in the order they were put down."""
    over = outcomes(state)
    return tuple(one for one in state.every(Session) if one.entry_id not in over)


def missed_in_a_row(state: Engagement, learner: PersonId) -> int:
    """How many of a learner's sessions were missed last, one after the other."""
    over = outcomes(state)
    mine = [one for one in state.every(Session) if learner in one.about and one.entry_id in over]
    count = 0
    for session in sorted(mine, key=lambda one: one.starts, reverse=True):
        outcome = over[session.entry_id]
        if outcome.held_with(learner):
            break
        count += outcome.missed_by(learner)
    return count
