"""The sustainability plan, written with the agreement (Toolkit, ch. 6, after table 6.4).

How the supervisor will support the learning once coaching is over and, where the supervisor lacks
the skill, who will, or that the supervisor is coached first.
"""

from typing import Annotated, Literal

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live
from domain.engagement.state import Engagement


class WriteSustainabilityPlan(Command):
    """Write down what the supervisor promises for the time after coaching."""

    kind: Literal["write_sustainability_plan"] = "write_sustainability_plan"
    promised: Text
    supervisor_has_skill: bool
    supported_by: Text | None = None


class SustainabilityPlanWritten(Event):
    """The plan was written, or written anew; it then waits for the supervisor's signature."""

    kind: Literal["sustainability_plan_written"] = "sustainability_plan_written"
    entry_id: EntryId
    promised: Annotated[Text, Confidential(Audience.TRIAD)]
    supported_by: Annotated[Text, Confidential(Audience.TRIAD)]


class SignSustainabilityPlan(Command):
    """The supervisor signs the plan as it stands."""

    kind: Literal["sign_sustainability_plan"] = "sign_sustainability_plan"


class SustainabilityPlanSigned(Event):
    """The supervisor stands by the plan."""

    kind: Literal["sustainability_plan_signed"] = "sustainability_plan_signed"


def write_plan(state: Engagement, c: WriteSustainabilityPlan) -> tuple[Event, ...]:
    """A supervisor without the skill names who supports the learning instead."""
    role = acting_as(state, c, Role.SUPERVISOR, Role.COACH)
    require_live(state)
    if not c.supervisor_has_skill and c.supported_by is None:
        raise Refusal("support_unnamed")
    supported_by = c.supported_by or "The supervisor"
    return (SustainabilityPlanWritten.of(c, role, supported_by=supported_by),)


def sign_plan(state: Engagement, c: SignSustainabilityPlan) -> tuple[Event, ...]:
    """Only the supervisor signs, and only a plan that is there."""
    role = acting_as(state, c, Role.SUPERVISOR)
    require_live(state)
    if state.plan is None:
        raise Refusal("no_plan")
    if state.plan.signed:
        return ()
    return (SustainabilityPlanSigned.of(c, role),)
