"""Evaluation of a cycle and of the working relationship (Toolkit, table 6.5, step 6).

Every goal is rated by the learner (`goals.py`); relationship and communication are assessed by
both, at any time; what went well, what was hard, barriers and changes are reviewed. Then a
decision: another cycle, changed goals, another coach, or closing (`stages.py` carries it out).
"""

from typing import Annotated, Literal

from pydantic import Field

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Text
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live, require_stage
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement

Score = Annotated[int, Field(ge=0, le=10, strict=True)]
"""0 (poor) to 10 (could not be better)."""


class AssessRelationship(Command):
    """How well the working relationship and the communication go, each 0 to 10."""

    kind: Literal["assess_relationship"] = "assess_relationship"
    relationship: Score
    communication: Score
    note: Text | None = None


class RelationshipAssessed(Event):
    """Learner or coach assessed how they work together."""

    kind: Literal["relationship_assessed"] = "relationship_assessed"
    relationship: Annotated[int | None, Confidential(Audience.PAIR, blank=None)]
    communication: Annotated[int | None, Confidential(Audience.PAIR, blank=None)]
    note: Annotated[Text | None, Confidential(Audience.PAIR)]


class ReviewCycle(Command):
    """What went well, what was hard, which barriers there are, what to change."""

    kind: Literal["review_cycle"] = "review_cycle"
    went_well: Text
    was_hard: Text
    barriers: Text
    changes: Text


class CycleReviewed(Event):
    """The cycle was looked back on."""

    kind: Literal["cycle_reviewed"] = "cycle_reviewed"
    entry_id: EntryId
    went_well: Annotated[Text, Confidential(Audience.PAIR)]
    was_hard: Annotated[Text, Confidential(Audience.PAIR)]
    barriers: Annotated[Text, Confidential(Audience.PAIR)]
    changes: Annotated[Text, Confidential(Audience.PAIR)]


def assess(state: Engagement, c: AssessRelationship) -> tuple[Event, ...]:
    """Possible at any time while coaching goes on."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    return (RelationshipAssessed.of(c, role),)


def review(state: Engagement, c: ReviewCycle) -> tuple[Event, ...]:
    """Either of the two writes down what both said."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_stage(state, Stage.EVALUATION)
    return (CycleReviewed.of(c, role),)
