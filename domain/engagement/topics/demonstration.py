"""The learner watches the skill done by somebody expert in it (Toolkit, table 6.5, step 3)."""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.model import Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.about import about_oneself_or_all, about_whom
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, is_group, require_work
from domain.engagement.records.practice import Demonstration, Waiver
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work


class RecordDemonstration(MakeEntryAbout):
    """The learner watched a demonstration by the coach or another expert."""

    kind: Literal["record_demonstration"] = "record_demonstration"
    work: ClassVar[str] = Work.PRACTICE
    shown_by: Line
    setting: Text
    clients_present: bool
    consent: bool | None = None
    note: Text | None = None


class DemonstrationRecorded(EntryMade):
    """A demonstration was watched."""

    kind: Literal["demonstration_recorded"] = "demonstration_recorded"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    shown_by: Annotated[Line, Confidential(PAIR)]
    setting: Annotated[Text, Confidential(PAIR)]
    clients_present: Annotated[bool, Plain()]
    consent: Annotated[bool | None, Plain()] = None
    note: Annotated[Text | None, Confidential(PAIR)]


class WaiveDemonstration(MakeEntryAbout):
    """Do without a demonstration in this cycle; coach and learner each say so."""

    kind: Literal["waive_demonstration"] = "waive_demonstration"
    work: ClassVar[str] = Work.PRACTICE
    reason: Text


class DemonstrationWaived(EntryMade):
    """Somebody does without a demonstration in this cycle."""

    kind: Literal["demonstration_waived"] = "demonstration_waived"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    reason: Annotated[Text, Confidential(PAIR)]


DemonstrationCommand = RecordDemonstration | WaiveDemonstration
DemonstrationEvent = DemonstrationRecorded | DemonstrationWaived


def decide(state: Engagement, c: DemonstrationCommand, agency: Agency) -> tuple[DemonstrationEvent]:
    """What an act on demonstrations comes to.

    Raises `Refusal`: `consent_needed`, `first_cycle_shows`; and as `acting_as`, `require_work`,
    `about_whom`, `made`.
    """
    match c:
        case RecordDemonstration():
            return _record(state, c)
        case WaiveDemonstration():
            return _waive(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: DemonstrationEvent) -> Engagement:
    """The state after an event on demonstrations."""
    match e:
        case DemonstrationRecorded():
            return state.with_record(Demonstration(**head(state, e)))
        case DemonstrationWaived():
            return state.with_record(Waiver(**head(state, e)))
        case _:
            assert_never(e)


def _record(state: Engagement, c: RecordDemonstration) -> tuple[DemonstrationRecorded]:
    """Where clients are present, they must have consented: `consent_needed`."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_work(state, Work.PRACTICE)
    if c.clients_present and not c.consent:
        raise Refusal("consent_needed")
    about = about_whom(state, c, role, whole_group=is_group(state))
    return (made(DemonstrationRecorded, state, c, role, Demonstration, about=about),)


def _waive(state: Engagement, c: WaiveDemonstration) -> tuple[DemonstrationWaived]:
    """Only after the first cycle, since the first time the skill is shown: `first_cycle_shows`.

    A learner does without their own; the coach without all, or without those of whom they name.
    """
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_work(state, Work.PRACTICE)
    if state.cycle.number == 1:
        raise Refusal("first_cycle_shows")
    about = about_oneself_or_all(state, c, role)
    return (made(DemonstrationWaived, state, c, role, Waiver, about=about),)
