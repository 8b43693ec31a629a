"""Who takes part in an engagement, in which roles, and who may act when."""

from collections.abc import Sequence

from domain.base.messages import Command
from domain.base.model import PersonId
from domain.base.refusals import Fact, Refusal, RequirementUnmet
from domain.base.roles import Form, Relation, Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.process.models import ProcessModel, process_model
from domain.process.vocabulary import Work


def is_peer(state: Engagement) -> bool:
    """Between peers each is coach and learner to the other (Toolkit, ch. 8, peer coaching)."""
    return state.relation is Relation.PEER


def is_group(state: Engagement) -> bool:
    """Several learners with one coach (Toolkit, ch. 8, group coaching)."""
    return state.form is Form.GROUP


def model_of(state: Engagement) -> ProcessModel:
    """The process model the engagement was launched with."""
    return state.own_model or process_model(state.model, state.model_version)


def people_in(state: Engagement, role: Role) -> tuple[PersonId, ...]:
    """Who has a role in this engagement; leadership has none, between peers each is the coach."""
    match role:
        case Role.LEARNER:
            return state.active_learners
        case Role.COACH:
            if is_peer(state):
                return state.active_learners
            return (state.coach,) if state.coach else ()
        case Role.SUPERVISOR:
            return (state.supervisor,)
        case Role.COORDINATOR:
            return (state.coordinator,)
        case Role.ENGINE:
            return (ENGINE,)
        case Role.LEADERSHIP | Role.HANDLER:
            return ()


def roles_of(state: Engagement, person: PersonId) -> tuple[Role, ...]:
    """The roles a person has in this engagement, the learner's first."""
    order = (Role.LEARNER, Role.COACH, Role.SUPERVISOR, Role.COORDINATOR, Role.ENGINE)
    return tuple(role for role in order if person in people_in(state, role))


def acting_as(state: Engagement, command: Command, *allowed: Role) -> Role:
    """The first of `allowed` the actor has.

    Raises `Refusal`: `not_in_engagement`, `role_may_not`, or `ended` to a learner who has left.
    """
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

    For what stays open always: concern, disclosure, taking a consent back. Raises as `acting_as`.
    """
    if Role.LEARNER in allowed and command.by in state.learners:
        return Role.LEARNER
    if Role.COACH in allowed and command.by in state.former_coaches:
        return Role.COACH
    return acting_as(state, command, *allowed)


def moving_as(state: Engagement, command: Command) -> Role:
    """In what role somebody moves the engagement on for all who take part.

    Coach or learner; in a group the coach, and any learner only while there is no coach. Raises
    `Refusal`: `coach_moves_the_group`, and as `acting_as`.
    """
    role = acting_as(state, command, *dict.fromkeys((*moving_roles(state), Role.LEARNER)))
    if role not in moving_roles(state):
        raise Refusal("coach_moves_the_group")
    return role


def moving_roles(state: Engagement) -> tuple[Role, ...]:
    """Who may go back, decide on a cycle, or start the closing: one learner does not for six."""
    led = is_group(state) and people_in(state, Role.COACH)
    return (Role.COACH,) if led else (Role.LEARNER, Role.COACH)


def closes_alone(state: Engagement) -> bool:
    """A closing without a coach: learners then do the coach's part in it."""
    return model_of(state).is_closing(state.stage) and not people_in(state, Role.COACH)


def asked(state: Engagement) -> tuple[PersonId, ...]:
    """Who is asked for commitment: every active learner and the coach."""
    return tuple(dict.fromkeys((*state.active_learners, *people_in(state, Role.COACH))))


def concerned(
    state: Engagement, command: Command, about: tuple[PersonId, ...], *, whole_group: bool = False
) -> tuple[PersonId, ...]:
    """The learners an act is about: those named, or who is plainly meant.

    One learner is meant without being named; between peers it is the other one. In a group all are
    meant where `whole_group`, else they must be named. Raises `Refusal`: `learner_unnamed`,
    `unknown_learner`, `peer_not_self`.
    """
    learners = state.active_learners
    if about:
        for person in about:
            if person not in learners:
                raise Refusal("unknown_learner")
        named = tuple(dict.fromkeys(about))
        if is_peer(state) and not whole_group and command.by in named and len(learners) > 1:
            raise Refusal("peer_not_self")
        return named
    if len(learners) == 1 or whole_group:
        return learners
    if is_peer(state):
        return tuple(person for person in learners if person != command.by)
    raise Refusal("learner_unnamed")


def require_live(state: Engagement) -> None:
    """Refuse coaching acts on an engagement that is paused, following up or ended.

    Raises `Refusal`: `ended`, `already_closed`, `paused`.
    """
    match state.status:
        case Status.ENDED:
            raise Refusal("ended")
        case Status.FOLLOWING_UP:
            raise Refusal("already_closed")
        case Status.PAUSED:
            raise Refusal("paused")
        case Status.ACTIVE:
            return


def require_not_closed(state: Engagement) -> None:
    """Refuse once coaching is closed or over (`ended`, `already_closed`); a pause matters not."""
    if not state.live:
        require_live(state)


def require_open(state: Engagement) -> None:
    """Refuse on an engagement that has ended (`ended`)."""
    if state.status is Status.ENDED:
        raise Refusal("ended")


def require_work(state: Engagement, work: Work) -> None:
    """Acts of the current and of earlier stages are allowed; those of later ones are not yet.

    Raises `Refusal`: `too_early` with this stage and the one that opens the work, `no_such_work`
    where the model has no such stage, and as `require_live`.
    """
    require_live(state)
    model = model_of(state)
    if model.allows(work, state.stage):
        return
    if not any(work in stage.opens for stage in model.stages):
        raise Refusal("no_such_work", work=work.value)
    raise Refusal("too_early", **place(state, needed=model.opening(work).key))


def place(state: Engagement, **others: str) -> dict[str, Fact]:
    """Facts of a refusal that speaks of stages: the present one and `others`, by their keys.

    And whose names they go by; the names themselves where the model is the agency's own.
    """
    keys = {"stage": state.stage, **others}
    facts: dict[str, Fact] = dict(keys)
    facts |= {"model": state.model, "model_version": state.model_version}
    if state.own_model is None:
        return facts
    names = {one.key: one.name for one in state.own_model.stages}
    return facts | {f"{what}_name": names[key] for what, key in keys.items() if key in names}


def requirement_unmet(state: Engagement, missing: Sequence[str]) -> RequirementUnmet:
    """The refusal to leave the stage forward; an agency's own model has words of its own."""
    needs = state.own_model.needs if state.own_model else {}
    words = {key: says for key in missing if key in needs and (says := needs[key].says)}
    return RequirementUnmet(*missing, own_words=words)
