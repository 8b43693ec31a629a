"""The coach observes the learner's practice against a rubric (Toolkit, ch. 4, table 4.2)."""

from typing import Annotated, Literal

from pydantic import Field

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Medium, Role
from domain.engagement.acting import acting_as, require_stage
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement
from domain.instruments import FREQUENCY, rubric

RECORDED = frozenset({Medium.AUDIO, Medium.VIDEO})


class RecordObservation(Command):
    """The learner was observed: `ratings` gives each skill of the rubric its frequency, 1 to 4."""

    kind: Literal["record_observation"] = "record_observation"
    setting: Text
    medium: Medium
    clients_present: bool
    consent: bool | None = None
    rubric: str = "family_engagement"
    ratings: Annotated[dict[str, Annotated[int, Field(strict=True)]], Field(min_length=1)]
    note: Text | None = None


class ObservationRecorded(Event):
    """The learner was observed."""

    kind: Literal["observation_recorded"] = "observation_recorded"
    entry_id: EntryId
    setting: Annotated[Text, Confidential(Audience.PAIR)]
    medium: Medium
    clients_present: bool
    consent: bool | None = None
    rubric: str
    ratings: Annotated[dict[str, int], Confidential(Audience.PAIR, blank={})]
    note: Annotated[Text | None, Confidential(Audience.PAIR)]


def record(state: Engagement, c: RecordObservation) -> tuple[Event, ...]:
    """Clients present or recorded must have consented; ratings keep to the rubric and its scale."""
    role = acting_as(state, c, Role.COACH)
    require_stage(state, Stage.PRACTICE)
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
    return (ObservationRecorded.of(c, role),)
