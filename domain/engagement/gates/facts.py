"""Facts of setting up, enrollment and planning that a process model may ask for by name.

`FACTS` says whether each is so, `DONE_BY` who has done their part where several people have one.
"""

from collections.abc import Callable, Iterable, Mapping

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.parties import people_in
from domain.engagement.records.setting_up import (
    Contract,
    Goal,
    GoalConfirmation,
    Mandate,
    SupervisorInformed,
)
from domain.engagement.state import Engagement
from domain.engagement.topics import agreement, checkpoints, confidentiality
from domain.engagement.topics.ground_rules import accepted_by
from domain.engagement.topics.sustainability import is_signed

FactOf = Callable[[Engagement, Agency], bool]
PeopleOf = Callable[[Engagement], Iterable[PersonId]]


def _each_learner(people: Iterable[PersonId], state: Engagement) -> bool:
    done = set(people)
    return all(learner in done for learner in state.active_learners)


def _signed_as(role: Role) -> PeopleOf:
    """Who signed the latest terms in a role: a signature in another role is none in this."""
    return lambda state: tuple(
        person for person in people_in(state, role) if agreement.has_signed(state, person, role)
    )


def _contract_noted(state: Engagement, _: Agency) -> bool:
    return any(one.coach == state.coach for one in state.every(Contract))


def _mandate_explained(state: Engagement, _: Agency) -> bool:
    told = {learner for one in state.every(Mandate) for learner in one.about}
    return _each_learner(told, state)


def _enrollment_reached(state: Engagement, agency: Agency) -> bool:
    """No checkpoint is open; where coaching is mandated, one was passed already.

    So too in every stage that comes after one that asks for commitment: it opened there.
    """
    if state.checkpoint is not None:
        return False
    return state.checkpoints_passed > 0 or not checkpoints.asks_more(state, agency)


def _supervisor_informed(state: Engagement, _: Agency) -> bool:
    return any(one.supervisor == state.supervisor for one in state.every(SupervisorInformed))


def _goals_confirmed(state: Engagement, _: Agency) -> bool:
    """The present supervisor confirmed every goal of those still here, as it stands."""
    confirmed = {
        goal
        for one in state.every(GoalConfirmation)
        if one.by == state.supervisor
        for goal in one.goals
    }
    goals = [goal for goal in state.every(Goal) if set(goal.about) & set(state.active_learners)]
    return bool(goals) and all((goal.entry_id, goal.revision) in confirmed for goal in goals)


FACTS: Mapping[str, FactOf] = {
    "coach_assigned": lambda state, _: bool(people_in(state, Role.COACH)),
    "agency_agreement_signed": lambda _, agency: agency.agreement is not None,
    "terms_signed_by_supervisor": lambda state, _: agreement.all_signed(state, Role.SUPERVISOR),
    "terms_signed_by_learners": lambda state, _: agreement.all_signed(state, Role.LEARNER),
    "terms_signed_by_coach": lambda state, _: agreement.all_signed(state, Role.COACH),
    "confidentiality_explained": lambda state, _: bool(confidentiality.explained(state)),
    "confidentiality_understood": lambda state, _: _each_learner(
        confidentiality.understood_by(state), state
    ),
    "ground_rules_accepted": lambda state, _: _each_learner(accepted_by(state), state),
    "coach_contract_noted": _contract_noted,
    "plan_signed": lambda state, _: is_signed(state),
    "mandate_explained": _mandate_explained,
    "enrollment_reached": _enrollment_reached,
    "supervisor_informed": _supervisor_informed,
    "goals_confirmed": _goals_confirmed,
}

DONE_BY: Mapping[str, PeopleOf] = {
    "terms_signed_by_supervisor": _signed_as(Role.SUPERVISOR),
    "terms_signed_by_learners": _signed_as(Role.LEARNER),
    "terms_signed_by_coach": _signed_as(Role.COACH),
    "confidentiality_understood": confidentiality.understood_by,
    "ground_rules_accepted": accepted_by,
}
