"""The learner watches the skill done by somebody expert in it (Toolkit, table 6.5, step 3)."""

from typing import Annotated, Literal

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_stage
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement


class RecordDemonstration(Command):
    """The learner watched a demonstration by the coach or another expert."""

    kind: Literal["record_demonstration"] = "record_demonstration"
    shown_by: Line
    setting: Text
    clients_present: bool
    consent: bool | None = None
    note: Text | None = None


class DemonstrationRecorded(Event):
    """A demonstration was watched."""

    kind: Literal["demonstration_recorded"] = "demonstration_recorded"
    entry_id: EntryId
    shown_by: Annotated[Line, Confidential(Audience.PAIR)]
    setting: Annotated[Text, Confidential(Audience.PAIR)]
    clients_present: bool
    consent: bool | None = None
    note: Annotated[Text | None, Confidential(Audience.PAIR)]


class WaiveDemonstration(Command):
    """Do without a demonstration in this cycle; coach and learner each say so."""

    kind: Literal["waive_demonstration"] = "waive_demonstration"
    reason: Text


class DemonstrationWaived(Event):
    """One of the two does without a demonstration in this cycle."""

    kind: Literal["demonstration_waived"] = "demonstration_waived"
    reason: Annotated[Text, Confidential(Audience.PAIR)]


def record(state: Engagement, c: RecordDemonstration) -> tuple[Event, ...]:
    """Where clients are present, they must have consented."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_stage(state, Stage.PRACTICE)
    if c.clients_present and not c.consent:
        raise Refusal("consent_needed")
    return (DemonstrationRecorded.of(c, role),)


def waive(state: Engagement, c: WaiveDemonstration) -> tuple[Event, ...]:
    """Only after the first cycle: the first time, the skill is always shown."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_stage(state, Stage.PRACTICE)
    if state.cycle.number == 1:
        raise Refusal("first_cycle_shows")
    return (DemonstrationWaived.of(c, role),)
