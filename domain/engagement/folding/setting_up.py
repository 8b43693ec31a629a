"""Folding what sets an engagement up: parties, agreement, plan, goals, process, consents."""

from typing import Any

from domain.base.roles import Relation, Role
from domain.engagement.parts import Cycle, Goal, Joined, Plan, Process, RecordOf
from domain.engagement.state import Engagement
from domain.engagement.topics.agreement import AgreementJoined, ConfidentialityExplained
from domain.engagement.topics.disclosing import ConsentGiven
from domain.engagement.topics.ending import LearnerWithdrew
from domain.engagement.topics.goals import GoalSet
from domain.engagement.topics.launch import CoachAssigned, EngagementLaunched, SupervisorAssigned
from domain.engagement.topics.planning import ProcessAgreed
from domain.engagement.topics.sustainability import SustainabilityPlanWritten


def launched(e: EngagementLaunched) -> Engagement:
    """The first state of all."""
    return Engagement(
        engagement_id=e.engagement_id,
        agency_id=e.agency_id,
        cohort=e.cohort,
        model=e.model,
        model_version=e.model_version,
        launched_at=e.at,
        origin=e.origin,
        participation=e.participation,
        relation=e.relation,
        form=e.form,
        skill=e.skill,
        purpose=e.purpose,
        learners=dict.fromkeys(e.learners, True),
        coach=e.coach,
        supervisor=e.supervisor,
        coordinator=e.coordinator,
        expected_end=e.expected_end,
        stage_since=e.at,
        last_act_at=e.at,
        cycles=(Cycle(number=1, started=e.at),),
    )


def coach_assigned(s: Engagement, e: CoachAssigned) -> dict[str, Any]:
    """A new coach's papers, boundaries and talk about confidentiality are asked anew.

    Open next steps of the former coach pass to the new one; an own step of the learner stays.
    """
    change: dict[str, Any] = {"coach": e.coach, "relation": e.relation}
    if s.coach == e.coach:
        return change
    pair = (*s.active_learners, e.coach)
    steps = tuple(
        x if x.done or x.owner in pair else x.model_copy(update={"owner": e.coach})
        for x in s.next_steps
    )
    return {
        **change,
        **coach_left(s),
        "contract_noted": False,
        "boundary_stated": False,
        "explained_by": None,
        "understood_by": (),
        "next_steps": steps,
    }


def coach_left(s: Engagement) -> dict[str, Any]:
    """The coach is remembered as a former one: some duties outlive the part."""
    if s.coach is None or s.coach in s.former_coaches:
        return {}
    return {"former_coaches": (*s.former_coaches, s.coach)}


def withdrew(s: Engagement, e: LearnerWithdrew) -> dict[str, Any]:
    """A learner left; who stays of two peers waits for a coach to be assigned."""
    change: dict[str, Any] = {"learners": {**s.learners, e.by: False}}
    return {**change, "coach": None} if s.relation is Relation.PEER else change


def supervisor_assigned(s: Engagement, e: SupervisorAssigned) -> dict[str, Any]:
    """The new supervisor signs the plan and confirms the goals anew."""
    plan = s.plan.model_copy(update={"signed": False}) if s.plan else None
    goals = tuple(g.model_copy(update={"confirmed": False}) for g in s.goals)
    return {
        "supervisor": e.supervisor,
        "plan": plan,
        "goals": goals,
        "supervisor_informed": False,
        "time_granted": False,
    }


def joined(s: Engagement, e: AgreementJoined) -> dict[str, Any]:
    """Who has signed which role's part."""
    signed = Joined(
        role=e.role,
        version=e.agreement_version,
        ratings_to_supervisor=e.ratings_to_supervisor,
    )
    return {"joined": {**s.joined, e.by: signed}, "expected_end": e.expected_end}


def confidentiality(s: Engagement, e: ConfidentialityExplained) -> dict[str, Any]:
    """The coach explained, or a learner understood."""
    if e.role is Role.LEARNER:
        return {"understood_by": tuple(dict.fromkeys((*s.understood_by, e.by)))}
    return {"explained_by": e.by}


def plan_written(s: Engagement, e: SustainabilityPlanWritten) -> dict[str, Any]:
    """A plan written anew waits for a signature anew."""
    plan = Plan(entry_id=e.entry_id, promised=e.promised, supported_by=e.supported_by)
    return {"plan": plan, "entries": {**s.entries, e.entry_id: (RecordOf.PLAN, e.by)}}


def plan_signed(s: Engagement) -> dict[str, Any]:
    """The supervisor stands by it."""
    return {"plan": s.plan.model_copy(update={"signed": True}) if s.plan else None}


def goal_set(s: Engagement, e: GoalSet) -> dict[str, Any]:
    """A goal takes the place of the one it replaces; a disposed one leaves only its place."""
    kept = tuple(g for g in s.goals if g.entry_id != e.replaces)
    goal = Goal(
        entry_id=e.entry_id,
        statement=e.goal.statement if e.goal else "(disposed of)",
        scale=e.goal.scale if e.goal else "smart",
        due=e.goal.due if e.goal else e.at.date(),
    )
    return {
        "goals": (*kept, goal),
        "entries": {**s.entries, e.entry_id: (RecordOf.GOAL, e.by)},
    }


def goals_confirmed(s: Engagement) -> dict[str, Any]:
    """All goals as they stand fit policy, and time is granted."""
    goals = tuple(g.model_copy(update={"confirmed": True}) for g in s.goals)
    return {"goals": goals, "time_granted": True}


def process_agreed(e: ProcessAgreed) -> dict[str, Any]:
    """The latest process counts."""
    return {"process": Process(every_days=e.every_days, quiet_days=e.quiet_days)}


def consent(s: Engagement, e: ConsentGiven) -> dict[str, Any]:
    """A consent given or taken back."""
    others = tuple(x for x in s.consents.get(e.by, ()) if x is not e.consent)
    now = (*others, e.consent) if e.given else others
    return {"consents": {**s.consents, e.by: now}}
