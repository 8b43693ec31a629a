"""Evaluation of a cycle and of the working relationship (Toolkit, table 6.5, step 6).

Every goal is rated by its learner (`goals.py`); relationship and communication are assessed by
both, at any time; what went well, what was hard, barriers and changes are reviewed. Then a
decision: another cycle, changed goals, another coach, or closing (`moving.py` carries it out).
"""

from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential
from domain.base.model import Text
from domain.base.roles import Role
from domain.engagement.about import about_oneself_or_all, about_whom
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, require_live, require_work
from domain.engagement.records.practice import Assessment, Review
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work

Score = Annotated[int, Field(ge=0, le=10, strict=True)]
"""0 (poor) to 10 (could not be better)."""


class AssessRelationship(MakeEntryAbout):
    """How well the working relationship and the communication go, each 0 to 10."""

    kind: Literal["assess_relationship"] = "assess_relationship"
    relationship: Score
    communication: Score
    note: Text | None = None


class RelationshipAssessed(EntryMade):
    """Learner or coach assessed how they work together."""

    kind: Literal["relationship_assessed"] = "relationship_assessed"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    relationship: Annotated[int | None, Confidential(PAIR, blank=None)]
    communication: Annotated[int | None, Confidential(PAIR, blank=None)]
    note: Annotated[Text | None, Confidential(PAIR)]


class ReviewCycle(MakeEntryAbout):
    """What went well, what was hard, which barriers there are, what to change."""

    kind: Literal["review_cycle"] = "review_cycle"
    work: ClassVar[str] = Work.EVALUATING
    went_well: Text
    was_hard: Text
    barriers: Text
    changes: Text


class CycleReviewed(EntryMade):
    """The cycle was looked back on."""

    kind: Literal["cycle_reviewed"] = "cycle_reviewed"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    went_well: Annotated[Text, Confidential(PAIR)]
    was_hard: Annotated[Text, Confidential(PAIR)]
    barriers: Annotated[Text, Confidential(PAIR)]
    changes: Annotated[Text, Confidential(PAIR)]


EvaluationCommand = AssessRelationship | ReviewCycle
EvaluationEvent = RelationshipAssessed | CycleReviewed


def decide(state: Engagement, c: EvaluationCommand, agency: Agency) -> tuple[EvaluationEvent]:
    """What an act of evaluating comes to.

    Raises `Refusal` as `acting_as`, `require_live`, `about_whom`, `made`, `require_work`.
    """
    match c:
        case AssessRelationship():
            return _assess(state, c)
        case ReviewCycle():
            return _review(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: EvaluationEvent) -> Engagement:
    """The state after an evaluation."""
    match e:
        case RelationshipAssessed():
            return state.with_record(Assessment(**head(state, e)))
        case CycleReviewed():
            return state.with_record(Review(**head(state, e)))
        case _:
            assert_never(e)


def _assess(state: Engagement, c: AssessRelationship) -> tuple[RelationshipAssessed]:
    """Possible at any time while coaching goes on; a learner's is about that learner."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    about = about_oneself_or_all(state, c, role)
    return (made(RelationshipAssessed, state, c, role, Assessment, about=about),)


def _review(state: Engagement, c: ReviewCycle) -> tuple[CycleReviewed]:
    """Either of the two writes down what both said."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_work(state, Work.EVALUATING)
    about = about_whom(state, c, role, whole_group=True)
    return (made(CycleReviewed, state, c, role, Review, about=about),)
