"""Joint planning: the process agreed, the supervisor informed (Toolkit, table 6.5, step 2)."""

from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience, Confidential, Plain
from domain.base.messages import PersonRef
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Channel, Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, moving_roles, require_work
from domain.engagement.records.setting_up import Process, SupervisorInformed
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work


class AgreeProcess(MakeEntry):
    """Agree where, when, how often (every so many days) and how coaching goes on.

    `quiet_days`: how long silence may last before commitment is asked anew; the agency's number of
    days if it is left out.
    """

    kind: Literal["agree_process"] = "agree_process"
    work: ClassVar[str | None] = Work.PLANNING
    where: Text
    when: Text
    channel: Channel
    every_days: Annotated[int, Field(ge=1, le=90)]
    demonstrations: Text
    observations: Text
    quiet_days: Annotated[int, Field(ge=3, le=365)] | None = None


class ProcessAgreed(EntryMade):
    """How coaching goes on was agreed, or agreed anew."""

    kind: Literal["process_agreed"] = "process_agreed"
    known_to: ClassVar[Audience] = ALL
    where: Annotated[Text, Confidential(ALL)]
    when: Annotated[Text, Confidential(ALL)]
    channel: Annotated[Channel, Plain()]
    every_days: Annotated[int, Plain()]
    demonstrations: Annotated[Text, Confidential(ALL)]
    observations: Annotated[Text, Confidential(ALL)]
    quiet_days: Annotated[int, Plain()]


class InformSupervisor(MakeEntry):
    """Say that the supervisor took part in planning, or was debriefed on the goals."""

    kind: Literal["inform_supervisor"] = "inform_supervisor"
    work: ClassVar[str | None] = Work.PLANNING
    took_part: bool


class SupervisorWasInformed(EntryMade):
    """The supervisor knows the goals of the coaching; from now on they may read them."""

    kind: Literal["supervisor_informed"] = "supervisor_informed"
    known_to: ClassVar[Audience] = ALL
    took_part: Annotated[bool, Plain()]
    supervisor: Annotated[PersonRef, Plain()]


PlanningCommand = AgreeProcess | InformSupervisor
PlanningEvent = ProcessAgreed | SupervisorWasInformed


def decide(state: Engagement, c: PlanningCommand, agency: Agency) -> tuple[PlanningEvent, ...]:
    """Coach or learner writes down what both agreed; coach or supervisor that it is known.

    In a group the coach writes it down for all: `coach_moves_the_group`. Raises `Refusal` as
    `acting_as` and `require_work`.
    """
    learners = state.active_learners
    match c:
        case AgreeProcess():
            role = acting_as(state, c, Role.COACH, Role.LEARNER)
            if role not in moving_roles(state):
                raise Refusal("coach_moves_the_group")
            require_work(state, Work.PLANNING)
            quiet = c.quiet_days or _quiet_days(state, c, agency)
            return (made(ProcessAgreed, state, c, role, Process, about=learners, quiet_days=quiet),)
        case InformSupervisor():
            role = acting_as(state, c, Role.SUPERVISOR, Role.COACH)
            require_work(state, Work.PLANNING)
            return (
                made(
                    SupervisorWasInformed,
                    state,
                    c,
                    role,
                    SupervisorInformed,
                    about=learners,
                    supervisor=state.supervisor,
                ),
            )
        case _:
            assert_never(c)


def evolve(state: Engagement, e: PlanningEvent) -> Engagement:
    """The state after planning went on."""
    match e:
        case ProcessAgreed():
            agreed = Process(
                **head(state, e),
                channel=e.channel,
                every_days=e.every_days,
                quiet_days=e.quiet_days,
            )
            return state.with_record(agreed)
        case SupervisorWasInformed():
            informed = SupervisorInformed(**head(state, e), supervisor=e.supervisor)
            return state.with_record(informed)
        case _:
            assert_never(e)


def _quiet_days(state: Engagement, c: AgreeProcess, agency: Agency) -> int:
    """The agency's number as of now; a correction keeps what was agreed."""
    before = state.records.get(c.corrects or "")
    return before.quiet_days if isinstance(before, Process) else agency.settings.quiet_days
