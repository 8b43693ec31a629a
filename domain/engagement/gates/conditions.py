"""When requirements are met that take more than a word to say."""

from collections.abc import Callable, Iterable

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.roles import Relation, Role
from domain.engagement.acting import is_peer
from domain.engagement.state import Engagement

Met = Callable[[Engagement, Agency], bool]


def signed(state: Engagement, person: PersonId | None, role: Role) -> bool:
    """Whether a person signed the agreement in a role; a peer signs once for both."""
    said = state.joined.get(person) if person else None
    return said is not None and (said.role is role or state.relation is Relation.PEER)


def joined(role: Role) -> Met:
    """Everyone who has the role signed the agreement in it; nobody having it is nobody signing."""

    def met(state: Engagement, _: Agency) -> bool:
        if role is Role.LEARNER:
            return all(signed(state, person, role) for person in state.active_learners)
        return signed(state, state.coach if role is Role.COACH else state.supervisor, role)

    return met


def by_every_learner(people: Iterable[str], state: Engagement) -> bool:
    """Every learner still taking part is among `people`."""
    done = set(people)
    return all(person in done for person in state.active_learners)


def demonstrated(state: Engagement, _: Agency) -> bool:
    """Watched in this cycle; after the first, both may do without (Toolkit, table 6.5, step 3)."""
    cycle = state.cycle
    if cycle.demonstrations:
        return True
    waived = set(cycle.waived_by)
    return cycle.number > 1 and state.coach in waived and by_every_learner(waived, state)


def every_goal_rated(state: Engagement, _: Agency) -> bool:
    """Every learner rated every goal in this cycle."""
    return by_every_learner(rated_all(state), state)


def rated_all(state: Engagement) -> tuple[PersonId, ...]:
    """Learners who rated every goal in this cycle."""
    rated = set(state.cycle.rated)
    return tuple(
        person
        for person in state.active_learners
        if all((person, goal.entry_id) in rated for goal in state.goals)
    )


def shared_by(state: Engagement) -> tuple[PersonId, ...]:
    """Peers who shared a reflection in this cycle."""
    return tuple(entry.by for entry in state.cycle.shared_reflections)


def shared(state: Engagement, _: Agency) -> bool:
    """Between peers everyone shared a reflection; others owe none."""
    return not is_peer(state) or by_every_learner(shared_by(state), state)


def assessed_by_coach(state: Engagement, _: Agency) -> bool:
    """The coach assessed the relationship; between peers the learners' own word is both."""
    return is_peer(state) or state.coach in state.cycle.assessed_by
