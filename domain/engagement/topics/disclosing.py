"""Disclosure: something confidential leaves the pair, on a ground, as little as serves it.

Toolkit, ch. 11 (NASW on confidentiality). The learner gets the first chance to disclose, or is told
first, unless that is unsafe; then the learner knows nothing until its author says it is safe. A
duty to report is the coach's own and waits for nobody; where the law sets a clock, it runs.
"""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential, Plain, Release
from domain.base.messages import Command, EntryRef, Event, PersonRef
from domain.base.model import Instant, Line, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntryAbout, find, head, made, own
from domain.engagement.parties import is_peer, speaking_as
from domain.engagement.records.closing import Disclosure
from domain.engagement.state import Engagement

_READERS = Audience(
    learner=Release.SAFE_TO_TELL,
    coach=Release.AS_RECIPIENT,
    supervisor=Release.AS_RECIPIENT,
    coordinator=Release.AS_RECIPIENT,
)


class Ground(StrEnum):
    """Why something confidential is disclosed."""

    LEARNER_PERMISSION = "learner_permission"
    SERIOUS_HARM = "serious_harm"
    DUTY_TO_REPORT = "duty_to_report"
    ILLEGAL_ACT = "illegal_act"


class LearnerFirst(StrEnum):
    """How the learner came first."""

    DISCLOSED_THEMSELVES = "disclosed_themselves"
    TOLD_FIRST = "told_first"
    UNSAFE_TO_TELL = "unsafe_to_tell"


class Disclose(MakeEntryAbout):
    """Disclose the least that serves the ground, after the learner had the first chance.

    `to` says who it went to; `to_person` names one of the agency's people, who may then read it.
    `report_within_hours`: the clock that law or agency sets a duty to report (36 hours in some).
    """

    kind: Literal["disclose"] = "disclose"
    ground: Ground
    to: Line
    to_person: PersonRef | None = None
    content: Text
    learner_first: LearnerFirst
    report_within_hours: Annotated[int, Field(ge=1, le=720)] | None = None


class Disclosed(EntryMade):
    """Something confidential was disclosed."""

    kind: Literal["disclosed"] = "disclosed"
    known_to: ClassVar[Audience] = _READERS
    handed_on: ClassVar[bool] = False
    sign_of_life: ClassVar[bool] = False
    ground: Annotated[Ground, Plain()]
    to: Annotated[Line, Confidential(_READERS)]
    to_person: Annotated[PersonRef | None, Plain()]
    content: Annotated[Text, Confidential(_READERS)]
    learner_first: Annotated[LearnerFirst, Plain()]
    report_due: Annotated[Instant | None, Plain()]


class TellOfDisclosure(Command):
    """Say that a disclosure is safe to tell the learner now, and that the learner was told."""

    kind: Literal["tell_of_disclosure"] = "tell_of_disclosure"
    disclosure: EntryRef


class OfDisclosure(Event):
    """Something became of a disclosure."""

    known_to: ClassVar[Audience] = _READERS
    handed_on: ClassVar[bool] = False
    sign_of_life: ClassVar[bool] = False
    subject: ClassVar[str] = "disclosure"
    disclosure: Annotated[EntryRef, Plain()]
    about: Annotated[tuple[PersonRef, ...], Plain()]


class DisclosureTold(OfDisclosure):
    """The learner may know of a disclosure from now on."""

    kind: Literal["disclosure_told"] = "disclosure_told"


class NoteReport(Command):
    """Note that the report which duty asks for was made."""

    kind: Literal["note_report"] = "note_report"
    disclosure: EntryRef


class ReportMade(OfDisclosure):
    """The report was made."""

    kind: Literal["report_made"] = "report_made"


DisclosingCommand = Disclose | TellOfDisclosure | NoteReport
DisclosingEvent = Disclosed | DisclosureTold | ReportMade


def decide(state: Engagement, c: DisclosingCommand, agency: Agency) -> tuple[DisclosingEvent, ...]:
    """What an act of disclosing comes to.

    Raises `Refusal`: `unknown_learner`, `learner_unnamed`, `learner_would_know`,
    `no_duty_to_report`; and as `speaking_as`, `own`, `made`.
    """
    match c:
        case Disclose():
            return _disclose(state, c)
        case TellOfDisclosure():
            return _tell(state, c)
        case NoteReport():
            return _note_report(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: DisclosingEvent) -> Engagement:
    """The state after an event of disclosing."""
    match e:
        case Disclosed():
            return _disclosed(state, e)
        case DisclosureTold():
            there = find(state, e.disclosure, Disclosure)
            return state.with_record(replace(there, told=True, safe_to_tell=True))
        case ReportMade():
            return state.with_record(replace(find(state, e.disclosure, Disclosure), reported=True))
        case _:
            assert_never(e)


def _disclose(state: Engagement, c: Disclose) -> tuple[Disclosed]:
    """Open always, also to a coach or learner who has left. Raises as `_who` and `own`;
    `learner_would_know`.

    The clock of a report runs from the first saying, through pauses too: the law knows none.
    """
    role, about = _who(state, c)
    _require_unsafe_unknown(c, about)
    before = own(state, c, c.corrects, Disclosure) if c.corrects else None
    due = None
    if c.ground is Ground.DUTY_TO_REPORT and c.report_within_hours is not None:
        due = (before.at if before else c.at) + timedelta(hours=c.report_within_hours)
    return (made(Disclosed, state, c, role, Disclosure, about=about, report_due=due),)


def _require_unsafe_unknown(c: Disclose, about: tuple[PersonId, ...]) -> None:
    """What the learner permitted, or is to receive, is not unsafe to tell them."""
    knows = c.ground is Ground.LEARNER_PERMISSION or c.to_person in about
    if knows and c.learner_first is LearnerFirst.UNSAFE_TO_TELL:
        raise Refusal("learner_would_know")


def _who(state: Engagement, c: Disclose) -> tuple[Role, tuple[PersonId, ...]]:
    """In what role, and about whom: a learner about themselves, a coach about their learners.

    Learners who have left can be named too. Raises `unknown_learner`, `learner_unnamed`.
    """
    role = speaking_as(state, c, Role.COACH, Role.LEARNER)
    if any(person not in state.learners for person in c.about):
        raise Refusal("unknown_learner")
    others = tuple(person for person in state.learners if person != c.by)
    if role is Role.LEARNER and is_peer(state) and c.about and c.by not in c.about:
        return Role.COACH, c.about
    if role is Role.LEARNER:
        if any(person != c.by for person in c.about):
            raise Refusal("unknown_learner")
        return role, (c.by,)
    if c.about:
        return role, tuple(dict.fromkeys(c.about))
    if len(others) != 1:
        raise Refusal("learner_unnamed")
    return role, others


def _disclosed(state: Engagement, e: Disclosed) -> Engagement:
    before = state.records.get(e.entry_id)
    told = isinstance(before, Disclosure) and before.told
    disclosure = Disclosure(
        **head(state, e),
        to=e.to_person,
        safe_to_tell=told or e.learner_first is not LearnerFirst.UNSAFE_TO_TELL,
        told=told,
        duty_to_report=e.ground is Ground.DUTY_TO_REPORT,
        report_due=e.report_due,
        reported=isinstance(before, Disclosure) and before.reported,
    )
    return state.with_record(disclosure)


def _tell(state: Engagement, c: TellOfDisclosure) -> tuple[DisclosureTold, ...]:
    """Its author alone can say so. Raises as `speaking_as` and `own`."""
    role = speaking_as(state, c, Role.COACH, Role.LEARNER)
    disclosure = own(state, c, c.disclosure, Disclosure)
    if disclosure.safe_to_tell:
        return ()
    return (DisclosureTold.of(c, role, about=disclosure.about),)


def _note_report(state: Engagement, c: NoteReport) -> tuple[ReportMade, ...]:
    """Its author notes it. Raises `no_duty_to_report` on another ground, and as `own`."""
    role = speaking_as(state, c, Role.COACH, Role.LEARNER)
    disclosure = own(state, c, c.disclosure, Disclosure)
    if not disclosure.duty_to_report:
        raise Refusal("no_duty_to_report")
    if disclosure.reported:
        return ()
    return (ReportMade.of(c, role, about=disclosure.about),)
