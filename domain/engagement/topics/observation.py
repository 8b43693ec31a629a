"""The coach observes a learner's practice by a rubric or a guide (Toolkit, tables 4.2 and 4.3).

Which there are is data (`domain/instruments`, kept with an observation), an agency's own too.
"""

from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field, StrictInt

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Medium, Role
from domain.engagement.about import exactly_one
from domain.engagement.cycles import discussed
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, require_work
from domain.engagement.records.practice import Observation
from domain.engagement.state import Engagement
from domain.instruments.instrument import Instrument
from domain.instruments.shelf import rubrics
from domain.process.vocabulary import Work

RECORDED = frozenset({Medium.AUDIO, Medium.VIDEO})
"""Media by which clients are recorded, whether or not anyone but the learner is present."""


class RecordObservation(MakeEntryAbout):
    """A learner was observed: by a rubric, each skill with rating and example, or by a guide.

    `ratings` and `examples` are by the rubric's skills, `noted` by the guide's questions.
    """

    kind: Literal["record_observation"] = "record_observation"
    work: ClassVar[str] = Work.PRACTICE
    setting: Text
    medium: Medium
    clients_present: bool
    consent: bool | None = None
    rubric: str = "family_engagement"
    ratings: Annotated[dict[str, StrictInt], Field(max_length=100)] = {}
    examples: Annotated[dict[str, Text], Field(max_length=100)] = {}
    noted: Annotated[dict[str, Text], Field(max_length=20)] = {}
    note: Text | None = None


class ObservationRecorded(EntryMade):
    """A learner was observed."""

    kind: Literal["observation_recorded"] = "observation_recorded"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    setting: Annotated[Text, Confidential(PAIR)]
    medium: Annotated[Medium, Plain()]
    clients_present: Annotated[bool, Plain()]
    consent: Annotated[bool | None, Plain()] = None
    rubric: Annotated[str, Plain()]
    rubric_version: Annotated[int, Plain()] = 1
    ratings: Annotated[dict[str, int], Confidential(PAIR, blank={})]
    examples: Annotated[dict[str, Text], Confidential(PAIR, blank={})] = {}
    noted: Annotated[dict[str, Text], Confidential(PAIR, blank={})] = {}
    note: Annotated[Text | None, Confidential(PAIR)]


ObservationCommand = RecordObservation
ObservationEvent = ObservationRecorded


def decide(state: Engagement, c: ObservationCommand, agency: Agency) -> tuple[ObservationEvent]:
    """What an act on observations comes to.

    Raises `Refusal`: `consent_needed`, `observation_of_another`, `unknown_rubric`,
    `unknown_skills`, `outside_scale`, `nothing_observed`; and as `acting_as`, `require_work`,
    `exactly_one`, `made`.
    """
    match c:
        case RecordObservation():
            return _record(state, c, agency)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ObservationEvent) -> Engagement:
    """The state after an event on observations; a correction stays carried where it was."""
    match e:
        case ObservationRecorded():
            before = state.records.get(e.entry_id)
            carried = before.carried_to if isinstance(before, Observation) else None
            return state.with_record(
                Observation(**head(state, e), medium=e.medium, carried_to=carried)
            )
        case _:
            assert_never(e)


def _record(state: Engagement, c: RecordObservation, agency: Agency) -> tuple[ObservationRecorded]:
    """Of one learner at a time, with the consent of clients present or recorded.

    What was talked over with a learner stays theirs. Raises `Refusal`: `consent_needed`,
    `observation_of_another`, and as `_used`, `exactly_one`.
    """
    role = acting_as(state, c, Role.COACH)
    require_work(state, Work.PRACTICE)
    learner = exactly_one(state, c)
    if (c.clients_present or c.medium in RECORDED) and not c.consent:
        raise Refusal("consent_needed")
    before = state.records.get(c.corrects or "")
    if before is not None and before.about != (learner,) and before.entry_id in discussed(state):
        raise Refusal("observation_of_another")
    version = _used(c, agency).version
    event = ObservationRecorded
    return (made(event, state, c, role, Observation, about=(learner,), rubric_version=version),)


def _used(c: RecordObservation, agency: Agency) -> Instrument:
    """The rubric or guide that was written down by, and nothing in it that it does not ask.

    Raises `Refusal`: `unknown_rubric`, `nothing_observed`, `unknown_skills`, `outside_scale`.
    """
    # What is corrected may have been written down by one that is out of use by now.
    used = rubrics(agency.instruments if c.corrects else agency.instruments_in_use).get(c.rubric)
    if used is None:
        raise Refusal("unknown_rubric", rubric=c.rubric)
    if not c.ratings and not c.noted:
        raise Refusal("nothing_observed")
    skills = tuple(item.key for item in used.items)
    questions = tuple(question.key for question in used.questions)
    for given, known in ((c.ratings, skills), (c.examples, skills), (c.noted, questions)):
        unknown = tuple(sorted(set(given) - set(known)))
        if unknown:
            raise Refusal("unknown_skills", skills=unknown, known=known)
    for rating in c.ratings.values():
        if not used.scale.low <= rating <= used.scale.high:
            raise Refusal("outside_scale", given=rating, low=used.scale.low, high=used.scale.high)
    return used
