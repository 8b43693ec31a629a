"""The sustainability plan, written with the agreement (Toolkit, ch. 6, after table 6.4).

How the supervisor will support the learning once coaching is over and, where the supervisor lacks
the skill, who will. It is one text with a version: the supervisor signs the version they read, and
a plan written anew leaves the promise last signed in force until it is signed too.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience, Confidential, Plain
from domain.base.messages import Command
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, require_live
from domain.engagement.records.setting_up import Plan, PlanSignature
from domain.engagement.state import Engagement


class WriteSustainabilityPlan(MakeEntry):
    """Write down what the supervisor promises for the time after coaching.

    A supervisor without the skill names who supports the learning instead (`supported_by`).
    """

    kind: Literal["write_sustainability_plan"] = "write_sustainability_plan"
    promised: Text
    supervisor_has_skill: bool
    supported_by: Text | None = None


class SustainabilityPlanWritten(EntryMade):
    """The plan was written, as version `version`; it then waits for a signature."""

    kind: Literal["sustainability_plan_written"] = "sustainability_plan_written"
    known_to: ClassVar[Audience] = ALL
    version: Annotated[int, Plain()]
    promised: Annotated[Text, Confidential(ALL)]
    supported_by: Annotated[Text | None, Confidential(ALL)]


class SignSustainabilityPlan(Command):
    """Sign the plan you have read, by its version."""

    kind: Literal["sign_sustainability_plan"] = "sign_sustainability_plan"
    version: int


class SustainabilityPlanSigned(EntryMade):
    """The supervisor stands by a version of the plan."""

    kind: Literal["sustainability_plan_signed"] = "sustainability_plan_signed"
    known_to: ClassVar[Audience] = ALL
    version: Annotated[int, Plain()]


SustainabilityCommand = WriteSustainabilityPlan | SignSustainabilityPlan
SustainabilityEvent = SustainabilityPlanWritten | SustainabilityPlanSigned


def decide(
    state: Engagement, c: SustainabilityCommand, _: Agency
) -> tuple[SustainabilityEvent, ...]:
    """Supervisor or coach writes, the supervisor signs the version they have read.

    Raises `Refusal`: `support_unnamed`, `no_plan`, `plan_changed` with the new version.
    """
    match c:
        case WriteSustainabilityPlan():
            role = acting_as(state, c, Role.SUPERVISOR, Role.COACH)
            require_live(state)
            if not c.supervisor_has_skill and c.supported_by is None:
                raise Refusal("support_unnamed")
            version = state.versions.get("plan", 0) + 1
            about = state.active_learners
            return (
                made(SustainabilityPlanWritten, state, c, role, Plan, about=about, version=version),
            )
        case SignSustainabilityPlan():
            role = acting_as(state, c, Role.SUPERVISOR)
            require_live(state)
            plan = latest_plan(state)
            if plan is None:
                raise Refusal("no_plan")
            if c.version != plan.version:
                raise Refusal("plan_changed", given=c.version, version=plan.version)
            if is_signed(state):
                return ()
            about = state.active_learners
            return (SustainabilityPlanSigned.of(c, role, about=about),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: SustainabilityEvent) -> Engagement:
    """The state after an act on the plan; a signature keeps what was signed."""
    match e:
        case SustainabilityPlanWritten():
            plan = Plan(
                **head(state, e),
                version=e.version,
                promised=e.promised,
                supported_by=e.supported_by,
            )
            versions = {**state.versions, "plan": e.version}
            return replace(state.with_record(plan), versions=versions)
        case SustainabilityPlanSigned():
            plan_now = latest_plan(state)
            signed = PlanSignature(
                **head(state, e),
                version=e.version,
                promised=plan_now.promised if plan_now else "",
                supported_by=plan_now.supported_by if plan_now else None,
            )
            return state.with_record(signed)
        case _:
            assert_never(e)


def latest_plan(state: Engagement) -> Plan | None:
    """The plan written last, signed or not."""
    return max(state.every(Plan), key=lambda plan: plan.version, default=None)


def is_signed(state: Engagement) -> bool:
    """Whether the present supervisor signed the plan as it stands."""
    plan = latest_plan(state)
    return plan is not None and any(
        one.by == state.supervisor and one.version == plan.version
        for one in state.every(PlanSignature)
    )


def promise_in_force(state: Engagement) -> PlanSignature | None:
    """The promise last signed, whoever signed it: what a handoff may show."""
    return max(state.every(PlanSignature), key=lambda one: one.at, default=None)
