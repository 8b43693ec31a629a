"""Instruments kept with an engagement: readiness, coaching practices, the working relationship.

Toolkit, ch. 7 and 8. What is asked and how it is scored is data (`domain/instruments`); answers
pass between learner and coach alone. A part may be answered now and the rest later, as a correction
of the same entry; answers of another day are another entry, so that they can be compared.
"""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.about import about_oneself_or_all
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made, own
from domain.engagement.parties import acting_as, require_live
from domain.engagement.records.practice import AnsweredInstrument
from domain.engagement.state import Engagement
from domain.instruments import answers
from domain.instruments.answers import Answers
from domain.instruments.instrument import Kept, Key, Version
from domain.instruments.shelf import current, found


class AnswerInstrument(MakeEntryAbout):
    """Answer a questionnaire of this engagement, all of it or a part now and the rest later.

    `version` None takes the newest.
    """

    kind: Literal["answer_instrument"] = "answer_instrument"
    instrument: Key
    version: Version | None = None
    answered: Answers


class InstrumentAnswered(EntryMade):
    """A questionnaire was answered, in whole or in part."""

    kind: Literal["instrument_answered"] = "instrument_answered"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    instrument: Annotated[str, Plain()]
    version: Annotated[int, Plain()]
    answered: Annotated[Answers | None, Confidential(PAIR, blank=None)]


InstrumentsCommand = AnswerInstrument
InstrumentsEvent = InstrumentAnswered


def decide(state: Engagement, c: InstrumentsCommand, agency: Agency) -> tuple[InstrumentAnswered]:
    """Possible at any time while coaching goes on; a learner's answers are about that learner.

    Raises `Refusal`: `unknown_instrument`, `answered_by_oneself` (kept with the person),
    `role_may_not`, `other_instrument` for a correction, and as `answers.check`, `about_whom`.
    """
    match c:
        case AnswerInstrument():
            role = acting_as(state, c, Role.LEARNER, Role.COACH)
            require_live(state)
            return (_answered(state, c, agency, role),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: InstrumentsEvent) -> Engagement:
    """The state after a questionnaire was answered."""
    match e:
        case InstrumentAnswered():
            return state.with_record(
                AnsweredInstrument(**head(state, e), instrument=e.instrument, version=e.version)
            )
        case _:
            assert_never(e)


def _answered(
    state: Engagement, c: AnswerInstrument, agency: Agency, role: Role
) -> InstrumentAnswered:
    # What was begun can be finished even once it is out of use.
    own_ones = agency.instruments if c.corrects else agency.instruments_in_use
    if c.version is None:
        asked = current(c.instrument, own_ones)
    else:
        asked = found(c.instrument, c.version, own_ones)
    if asked.kept is not Kept.ENGAGEMENT:
        raise Refusal("answered_by_oneself", instrument=asked.title)
    if role not in asked.by:
        allowed = tuple(one.value for one in asked.by)
        raise Refusal("role_may_not", held=(role.value,), allowed=allowed)
    if c.corrects is not None:
        before = own(state, c, c.corrects, AnsweredInstrument)
        if (before.instrument, before.version) != (asked.instrument, asked.version):
            raise Refusal("other_instrument", instrument=asked.title)
    answers.check(asked, c.answered)
    about = about_oneself_or_all(state, c, role)
    return made(
        InstrumentAnswered, state, c, role, AnsweredInstrument, about=about, version=asked.version
    )
