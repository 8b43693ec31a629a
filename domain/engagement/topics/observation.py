"""The coach observes a learner's practice against a rubric (Toolkit, ch. 4, table 4.2)."""

from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Medium, Role
from domain.engagement.about import exactly_one
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, require_work
from domain.engagement.records.practice import Observation
from domain.engagement.state import Engagement
from domain.instruments import FREQUENCY, rubric
from domain.process.vocabulary import Work

RECORDED = frozenset({Medium.AUDIO, Medium.VIDEO})
"""Media by which clients are recorded, whether or not anyone but the learner is present."""


class RecordObservation(MakeEntryAbout):
    """A learner was observed: `ratings` gives each skill of the rubric its frequency, 1 to 4."""

    kind: Literal["record_observation"] = "record_observation"
    work: ClassVar[str] = Work.PRACTICE
    setting: Text
    medium: Medium
    clients_present: bool
    consent: bool | None = None
    rubric: str = "family_engagement"
    ratings: Annotated[dict[str, Annotated[int, Field(strict=True)]], Field(min_length=1)]
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
    ratings: Annotated[dict[str, int], Confidential(PAIR, blank={})]
    note: Annotated[Text | None, Confidential(PAIR)]


ObservationCommand = RecordObservation
ObservationEvent = ObservationRecorded


def decide(state: Engagement, c: ObservationCommand, agency: Agency) -> tuple[ObservationEvent]:
    """What an act on observations comes to.

    Raises `Refusal`: `consent_needed`, `unknown_rubric`, `unknown_skills`, `outside_scale`; and as
    `acting_as`, `require_work`, `exactly_one`, `made`.
    """
    match c:
        case RecordObservation():
            return _record(state, c)
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


def _record(state: Engagement, c: RecordObservation) -> tuple[ObservationRecorded]:
    """Of one learner at a time, with the consent of clients present or recorded.

    Raises `Refusal`: `consent_needed`, `unknown_rubric`, `unknown_skills`, `outside_scale`, and as
    `exactly_one`.
    """
    role = acting_as(state, c, Role.COACH)
    require_work(state, Work.PRACTICE)
    learner = exactly_one(state, c)
    if (c.clients_present or c.medium in RECORDED) and not c.consent:
        raise Refusal("consent_needed")
    used = rubric(c.rubric)
    if used is None:
        raise Refusal("unknown_rubric", rubric=c.rubric)
    unknown = tuple(sorted(set(c.ratings) - set(used.skills)))
    if unknown:
        raise Refusal("unknown_skills", skills=unknown, known=tuple(used.skills))
    for rating in c.ratings.values():
        if rating not in FREQUENCY:
            raise Refusal("outside_scale", given=rating, low=min(FREQUENCY), high=max(FREQUENCY))
    return (made(ObservationRecorded, state, c, role, Observation, about=(learner,)),)
