"""Each requirement a gate may ask for: when it is met, who can supply it, by which act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.agency import Agency
from domain.roles import Relation, Role
from domain.state import Engagement

Met = Callable[[Engagement, Agency], bool]


@dataclass(frozen=True)
class Requirement:
    """Something that must be true; `roles` can supply it by the command `act`."""

    key: str
    roles: tuple[Role, ...]
    act: str
    met: Met


def _joined(role: Role) -> Met:
    def met(state: Engagement, _: Agency) -> bool:
        if role is Role.LEARNER:
            return all(person in state.joined for person in state.active_learners)
        person = state.coach if role is Role.COACH else state.supervisor
        return person is not None and person in state.joined

    return met


def _by_every_learner(people: Iterable[str], state: Engagement) -> bool:
    done = set(people)
    return all(person in done for person in state.active_learners)


def _demonstrated(state: Engagement, _: Agency) -> bool:
    cycle = state.cycle
    if cycle.demonstrations:
        return True
    waived = set(cycle.waived_by)
    return cycle.number > 1 and state.coach in waived and _by_every_learner(waived, state)


def _every_goal_rated(state: Engagement, _: Agency) -> bool:
    rated = set(state.cycle.rated)
    return all(
        (person, goal.entry_id) in rated for person in state.active_learners for goal in state.goals
    )


def _peer(state: Engagement) -> bool:
    return state.relation is Relation.PEER


def _shared(state: Engagement, _: Agency) -> bool:
    return not _peer(state) or _by_every_learner(
        (entry.by for entry in state.cycle.shared_reflections), state
    )


def _assessed_by_coach(state: Engagement, _: Agency) -> bool:
    return _peer(state) or state.coach in state.cycle.assessed_by


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
        "agreement_supervisor", (Role.SUPERVISOR,), "join_agreement", _joined(Role.SUPERVISOR)
    ),
    Requirement("agreement_learner", (Role.LEARNER,), "join_agreement", _joined(Role.LEARNER)),
    Requirement("agreement_coach", (Role.COACH,), "join_agreement", _joined(Role.COACH)),
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
        lambda s, _: _by_every_learner(s.understood_by, s),
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
    Requirement("demonstration", BOTH, "record_demonstration", _demonstrated),
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
        lambda s, _: _by_every_learner((e.by for e in s.cycle.reflections), s),
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
        lambda s, _: s.cycle.conversation_at is not None,
    ),
    Requirement(
        "feedback_ladder",
        (Role.COACH,),
        "give_feedback",
        lambda s, _: _peer(s) or len(s.cycle.rungs) == 5,
    ),
    Requirement("shared_reflection", (Role.LEARNER,), "share_reflection", _shared),
    Requirement("next_steps", BOTH, "agree_next_step", lambda s, _: s.cycle.steps_agreed > 0),
    Requirement("goals_rated", (Role.LEARNER,), "rate_goal", _every_goal_rated),
    Requirement(
        "assessed_learner",
        (Role.LEARNER,),
        "assess_relationship",
        lambda s, _: _by_every_learner(s.cycle.assessed_by, s),
    ),
    Requirement("assessed_coach", (Role.COACH,), "assess_relationship", _assessed_by_coach),
    Requirement("cycle_reviewed", BOTH, "review_cycle", lambda s, _: s.cycle.reviewed),
    Requirement("decision", BOTH, "decide_next", lambda s, _: s.cycle.decision is not None),
    Requirement(
        "closing_meeting",
        (Role.COACH, Role.SUPERVISOR),
        "meet_to_close",
        lambda s, _: s.closing.met_at is not None,
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
