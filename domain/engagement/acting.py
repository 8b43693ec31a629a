"""Who may act, and when: the questions every rule asks first."""

from domain.base.messages import Command
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Relation, Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.stages import Stage, Status
from domain.engagement.state import Engagement


def roles_of(state: Engagement, person: PersonId) -> tuple[Role, ...]:
    """The roles a person has in this engagement."""
    found = []
    if state.learners.get(person):
        found.append(Role.LEARNER)
    if person == state.coach or (is_peer(state) and state.learners.get(person)):
        found.append(Role.COACH)
    if person == state.supervisor:
        found.append(Role.SUPERVISOR)
    if person == state.coordinator:
        found.append(Role.COORDINATOR)
    if person == ENGINE:
        found.append(Role.ENGINE)
    return tuple(found)


def acting_as(state: Engagement, command: Command, *allowed: Role) -> Role:
    """The first of `allowed` the actor has; refuses anyone else."""
    held = roles_of(state, command.by)
    for role in allowed:
        if role in held:
            return role
    if command.by in state.learners and state.status is Status.ENDED:
        require_open(state)
    if not held:
        raise Refusal("not_in_engagement")
    raise Refusal(
        "role_may_not",
        held=tuple(r.value for r in held),
        allowed=tuple(r.value for r in allowed),
    )


def speaking_as(state: Engagement, command: Command, *allowed: Role) -> Role:
    """As `acting_as`, and also for learners and coaches who left: their duties outlive their part.

    For what stays open always: concern, disclosure, taking a consent back.
    """
    if Role.LEARNER in allowed and command.by in state.learners:
        return Role.LEARNER
    if Role.COACH in allowed and command.by in state.former_coaches:
        return Role.COACH
    return acting_as(state, command, *allowed)


def require_live(state: Engagement) -> None:
    """Refuse coaching acts on an engagement that is paused, following up or ended."""
    match state.status:
        case Status.ENDED:
            raise Refusal("ended", outcome=state.outcome.value if state.outcome else "")
        case Status.FOLLOWING_UP:
            raise Refusal("already_closed")
        case Status.PAUSED:
            raise Refusal("paused")
        case Status.ACTIVE:
            return


def require_not_closed(state: Engagement) -> None:
    """Refuse once coaching is closed or over; a pause does not matter."""
    if not state.live:
        require_live(state)


def require_open(state: Engagement) -> None:
    """Refuse on an engagement that has ended."""
    if state.status is Status.ENDED:
        raise Refusal("ended", outcome=state.outcome.value if state.outcome else "")


def require_stage(state: Engagement, earliest: Stage) -> None:
    """Acts of the current and of earlier stages are allowed; those of later ones are not yet."""
    require_live(state)
    if state.stage.number < earliest.number:
        raise Refusal("too_early", stage=state.stage.value, needed=earliest.value)


def is_peer(state: Engagement) -> bool:
    """Between peers each is coach and learner to the other (Toolkit, ch. 8, peer coaching)."""
    return state.relation is Relation.PEER
