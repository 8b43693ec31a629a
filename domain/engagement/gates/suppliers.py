"""Who can supply what a gate still wants."""

from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.gates.requirements import REQUIREMENTS
from domain.engagement.state import Engagement
from domain.engagement.topics.closing import closing_roles


def people_in(state: Engagement, role: Role) -> tuple[PersonId, ...]:
    """Who has a role in this engagement."""
    match role:
        case Role.LEARNER:
            return state.active_learners
        case Role.COACH:
            return (state.coach,) if state.coach else ()
        case Role.SUPERVISOR:
            return (state.supervisor,)
        case Role.COORDINATOR:
            return (state.coordinator,)
        case Role.ENGINE:
            return (ENGINE,)
        case Role.LEADERSHIP:
            return ()


def suppliers(state: Engagement, key: str) -> tuple[PersonId, ...]:
    """Who can supply a missing requirement now; those who have done their part are left out.

    Not so at a commitment check: this list is for anyone to see, and who has answered is not.
    """
    requirement = REQUIREMENTS[key]
    roles = closing_roles(state) if key == "handoff_produced" else requirement.roles
    everyone = (person for role in roles for person in people_in(state, role))
    done = frozenset(requirement.done_by(state))
    return tuple(person for person in dict.fromkeys(everyone) if person not in done)
