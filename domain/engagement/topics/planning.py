"""Joint planning: the process agreed, the supervisor informed (Toolkit, table 6.5, step 2)."""

from typing import Annotated, Literal

from pydantic import Field

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import Text
from domain.base.roles import Channel, Role
from domain.engagement.acting import acting_as, require_stage
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement


class AgreeProcess(Command):
    """Agree where, when, how often (every so many days) and how coaching goes on.

    `quiet_days`: how long silence may last before the engine asks for commitment anew.
    """

    kind: Literal["agree_process"] = "agree_process"
    where: Text
    channel: Channel
    every_days: Annotated[int, Field(ge=1, le=90)]
    demonstrations: Text
    observations: Text
    quiet_days: Annotated[int, Field(ge=3, le=365)] = 21


class ProcessAgreed(Event):
    """How coaching goes on was agreed, or agreed anew."""

    kind: Literal["process_agreed"] = "process_agreed"
    where: Annotated[Text, Confidential(Audience.PAIR)]
    channel: Channel
    every_days: int
    demonstrations: Annotated[Text, Confidential(Audience.PAIR)]
    observations: Annotated[Text, Confidential(Audience.PAIR)]
    quiet_days: int


class InformSupervisor(Command):
    """Say that the supervisor took part in planning, or was debriefed on the goals."""

    kind: Literal["inform_supervisor"] = "inform_supervisor"
    took_part: bool


class SupervisorInformed(Event):
    """The supervisor knows the goals of the coaching."""

    kind: Literal["supervisor_informed"] = "supervisor_informed"
    took_part: bool


def agree_process(state: Engagement, c: AgreeProcess) -> tuple[Event, ...]:
    """Coach or learner writes down what both agreed."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_stage(state, Stage.JOINT_PLANNING)
    return (ProcessAgreed.of(c, role),)


def inform_supervisor(state: Engagement, c: InformSupervisor) -> tuple[Event, ...]:
    """Noted by the coach or by the supervisor."""
    role = acting_as(state, c, Role.SUPERVISOR, Role.COACH)
    require_stage(state, Stage.JOINT_PLANNING)
    return (SupervisorInformed.of(c, role),)
