"""Each requirement a gate may ask for: when it is met, who can supply it, by which act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.base.model import PersonId
from domain.base.roles import Relation, Role
from domain.engagement.acting import is_peer
from domain.engagement.gates.conditions import (
    Met,
    assessed_by_coach,
    by_every_learner,
    demonstrated,
    every_goal_rated,
    joined,
    rated_all,
    shared,
    shared_by,
)
from domain.engagement.state import Engagement

People = Callable[[Engagement], Iterable[PersonId]]


@dataclass(frozen=True)
class Requirement:
    """Something that must be true; `roles` can supply it by the command `act`.

    `done_by`: who has done their part already, where several people each have one.
    """

    key: str
    roles: tuple[Role, ...]
    act: str
    met: Met
    done_by: People = lambda _: ()


BOTH = (Role.COACH, Role.LEARNER)

_ALL = (
    Requirement("coach_assigned", (Role.COORDINATOR,), "assign_coach", lambda s, _: bool(s.coach)),
    Requirement("readiness", BOTH, "look_at_readiness", lambda s, _: s.readiness),
    Requirement(
        "agency_agreement",
        (Role.COORDINATOR,),
        "sign_agency_agreement",
        lambda _, agency: agency.agreement is not None,
    ),
    Requirement(
        "agreement_supervisor", (Role.SUPERVISOR,), "join_agreement", joined(Role.SUPERVISOR)
    ),
    Requirement(
        "agreement_learner",
        (Role.LEARNER,),
        "join_agreement",
        joined(Role.LEARNER),
        lambda s: s.joined,
    ),
    Requirement("agreement_coach", (Role.COACH,), "join_agreement", joined(Role.COACH)),
    Requirement(
        "confidentiality_explained",
        (Role.COACH,),
        "explain_confidentiality",
        lambda s, _: s.explained_by is not None,
    ),
    Requirement(
        "confidentiality_understood",
        (Role.LEARNER,),
        "explain_confidentiality",
        lambda s, _: by_every_learner(s.understood_by, s),
        lambda s: s.understood_by,
    ),
    Requirement(
        "coach_contract",
        (Role.COORDINATOR,),
        "note_coach_contract",
        lambda s, _: s.contract_noted or s.relation is not Relation.EXTERNAL,
    ),
    Requirement(
        "boundary_statement",
        (Role.COACH,),
        "state_boundaries",
        lambda s, _: s.boundary_stated or s.relation is not Relation.SUPERVISOR,
    ),
    Requirement(
        "sustainability_plan",
        (Role.SUPERVISOR, Role.COACH),
        "write_sustainability_plan",
        lambda s, _: s.plan is not None,
    ),
    Requirement(
        "sustainability_signed",
        (Role.SUPERVISOR,),
        "sign_sustainability_plan",
        lambda s, _: s.plan is not None and s.plan.signed,
    ),
    Requirement("goals", BOTH, "set_goal", lambda s, _: bool(s.goals)),
    Requirement("process_agreed", BOTH, "agree_process", lambda s, _: s.process is not None),
    Requirement(
        "supervisor_informed",
        (Role.SUPERVISOR, Role.COACH),
        "inform_supervisor",
        lambda s, _: s.supervisor_informed,
    ),
    Requirement(
        "goals_confirmed",
        (Role.SUPERVISOR,),
        "confirm_goals",
        lambda s, _: bool(s.goals) and s.time_granted and all(g.confirmed for g in s.goals),
    ),
    Requirement("enrollment", BOTH, "declare_commitment", lambda s, _: s.checkpoint is None),
    Requirement(
        "demonstration",
        BOTH,
        "record_demonstration",
        demonstrated,
        lambda s: s.cycle.waived_by,
    ),
    Requirement(
        "observation",
        (Role.COACH,),
        "record_observation",
        lambda s, _: bool(s.cycle.observations),
    ),
    Requirement(
        "reflection",
        (Role.LEARNER,),
        "write_reflection",
        lambda s, _: by_every_learner(s.cycle.reflected_by(), s),
        lambda s: s.cycle.reflected_by(),
    ),
    Requirement(
        "preparation",
        (Role.COACH,),
        "prepare_conversation",
        lambda s, _: bool(s.cycle.preparations),
    ),
    Requirement(
        "conversation",
        (Role.COACH,),
        "hold_conversation",
        lambda s, _: s.cycle.all_talked_over,
    ),
    Requirement(
        "feedback_ladder",
        (Role.COACH,),
        "give_feedback",
        lambda s, _: is_peer(s) or len(s.cycle.ladder) == 5,
    ),
    Requirement("shared_reflection", (Role.LEARNER,), "share_reflection", shared, shared_by),
    Requirement(
        "next_steps",
        BOTH,
        "agree_next_step",
        lambda s, _: any(step.cycle == s.cycle.number for step in s.next_steps),
    ),
    Requirement("goals_rated", (Role.LEARNER,), "rate_goal", every_goal_rated, rated_all),
    Requirement(
        "assessed_learner",
        (Role.LEARNER,),
        "assess_relationship",
        lambda s, _: by_every_learner(s.cycle.assessed_by, s),
        lambda s: s.cycle.assessed_by,
    ),
    Requirement("assessed_coach", (Role.COACH,), "assess_relationship", assessed_by_coach),
    Requirement("cycle_reviewed", BOTH, "review_cycle", lambda s, _: bool(s.cycle.reviews)),
    # An evaluation is left by its decision alone, never by advancing.
    Requirement("decision", BOTH, "decide_next", lambda s, _: s.cycle.decision is not None),
    Requirement(
        "closing_meeting",
        (Role.COACH, Role.SUPERVISOR),
        "meet_to_close",
        # Without a coach there is nobody for the supervisor to meet.
        lambda s, _: s.closing.met_at is not None or s.coach is None,
    ),
    Requirement(
        "results_told", (Role.LEARNER,), "tell_results", lambda s, _: s.closing.results_told
    ),
    Requirement(
        "handoff_produced",
        (Role.COACH,),
        "produce_handoff",
        lambda s, _: s.closing.produced_at is not None,
    ),
    Requirement(
        "handoff_seen",
        (Role.LEARNER,),
        "see_handoff",
        lambda s, _: s.closing.seen_at is not None,
    ),
    Requirement(
        "handoff_delivered",
        (Role.ENGINE,),
        "note_handoff_delivered",
        lambda s, _: s.closing.delivered_at is not None,
    ),
)

REQUIREMENTS: dict[str, Requirement] = {r.key: r for r in _ALL}
