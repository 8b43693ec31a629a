"""Instruments a person answers for themself: trust, skills, how the agency learns.

Toolkit, ch. 7 and 8. Nobody else reads them. Where the person agrees, they count in the agency's
figures, which tell of no fewer people than the agency's least number.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from domain.agency.agency import Agency
from domain.base.confidential import NOBODY, Confidential, Plain
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, EntryId, Frozen, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.instruments import answers
from domain.instruments.answers import Answers
from domain.instruments.instrument import Kept, Key, Version
from domain.instruments.shelf import current, found


class AnswerForOneself(Command):
    """Answer an instrument for oneself, all of it or a part now and the rest later.

    `corrects` is an earlier answer of one's own that this completes; `version` None takes the
    newest. `counted`: whether it goes into the agency's figures, without a name.
    """

    kind: Literal["answer_for_oneself"] = "answer_for_oneself"
    person_id: PersonId
    agency_id: AgencyId
    instrument: Key
    version: Version | None = None
    answered: Answers
    counted: bool = False
    corrects: EntryId | None = None


class AnsweredForOneself(Event):
    """A person answered an instrument for themself."""

    kind: Literal["answered_for_oneself"] = "answered_for_oneself"
    person_id: PersonId
    entry_id: EntryId
    instrument: Annotated[str, Plain()]
    version: Annotated[int, Plain()]
    answered: Annotated[Answers | None, Confidential(NOBODY, blank=None)]
    counted: Annotated[bool, Plain()]


class OwnSheet(Frozen):
    """What the rules need to know of an answer: of which instrument it is."""

    instrument: str
    version: int


def answer(
    known: Mapping[EntryId, OwnSheet], agency: Agency, command: AnswerForOneself
) -> tuple[AnsweredForOneself]:
    """The event to record. `known` are the person's answers so far.

    Raises `Refusal`: `unknown_instrument`, `kept_with_engagement`, `unknown_entry`,
    `other_instrument`, and as `answers.check`.
    """
    # What was begun can be finished even once it is out of use.
    own = agency.instruments if command.corrects else agency.instruments_in_use
    if command.version is None:
        asked = current(command.instrument, own)
    else:
        asked = found(command.instrument, command.version, own)
    if asked.kept is not Kept.OWN:
        raise Refusal("kept_with_engagement", instrument=asked.title)
    if command.corrects is not None:
        before = known.get(command.corrects)
        if before is None:
            raise Refusal("unknown_entry", entry=command.corrects)
        if before != OwnSheet(instrument=asked.instrument, version=asked.version):
            raise Refusal("other_instrument", instrument=asked.title)
    answers.check(asked, command.answered)
    entry = command.corrects or command.command_id
    # An event needs a role: whoever says it has none here but their own part in the agency.
    return (AnsweredForOneself.of(command, Role.LEARNER, entry_id=entry, version=asked.version),)
