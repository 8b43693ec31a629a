"""Scaling questions: one number from 0 to 10 on what matters, asked again in the same words.

Toolkit, ch. 4, scaling questions (tables 4.6 and 4.7; after Visser, 2009). What 10 and 0 stand
for is said with the question, and nothing of it changes once somebody answered: numbers of two
questions can't be held beside each other.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.messages import EntryRef
from domain.base.model import Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.about import about_oneself_unless_named
from domain.engagement.entries import EntryMade, MakeEntry, MakeEntryAbout, find, head, made
from domain.engagement.parties import acting_as, require_live
from domain.engagement.records.practice import ScalingAnswer, ScalingQuestion
from domain.engagement.state import Engagement


class ScalePurpose(StrEnum):
    """What a scaling question is asked for (Toolkit, ch. 4)."""

    SUCCESS = "success"
    IMPROVEMENT = "improvement"
    MOTIVATION = "motivation"
    CONFIDENCE = "confidence"


class AskScalingQuestion(MakeEntryAbout):
    """Write a question to be answered by a number from 0 to 10, now and again later."""

    kind: Literal["ask_scaling_question"] = "ask_scaling_question"
    purpose: ScalePurpose
    wording: Line
    ten: Line
    zero: Line


class ScalingQuestionAsked(EntryMade):
    """A scaling question was written."""

    kind: Literal["scaling_question_asked"] = "scaling_question_asked"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    purpose: Annotated[ScalePurpose, Plain()]
    wording: Annotated[Line, Confidential(PAIR)]
    ten: Annotated[Line, Confidential(PAIR)]
    zero: Annotated[Line, Confidential(PAIR)]


class AnswerScalingQuestion(MakeEntry):
    """The learner says where they are, what brought them there, and what one step up would be."""

    kind: Literal["answer_scaling_question"] = "answer_scaling_question"
    scaling_question: EntryRef
    number: Annotated[int, Field(ge=0, le=10, strict=True)]
    brought_here: Text | None = None
    step_up: Text | None = None


class ScalingQuestionAnswered(EntryMade):
    """A scaling question was answered."""

    kind: Literal["scaling_question_answered"] = "scaling_question_answered"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    scaling_question: Annotated[EntryRef, Plain()]
    number: Annotated[int | None, Confidential(PAIR, blank=None)]
    brought_here: Annotated[Text | None, Confidential(PAIR)]
    step_up: Annotated[Text | None, Confidential(PAIR)]


ScalingCommand = AskScalingQuestion | AnswerScalingQuestion
ScalingEvent = ScalingQuestionAsked | ScalingQuestionAnswered


def decide(state: Engagement, c: ScalingCommand, _: Agency) -> tuple[ScalingEvent]:
    """What is asked, by either of the two, and answered, by the learner it is about.

    Raises `Refusal`: `scaling_question_answered`, `not_own_question`; and as `acting_as`,
    `require_live`, `about_whom`, `find`, `made`.
    """
    match c:
        case AskScalingQuestion():
            return (_ask(state, c),)
        case AnswerScalingQuestion():
            return (_answer(state, c),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ScalingEvent) -> Engagement:
    """The state after a scaling question was written or answered."""
    match e:
        case ScalingQuestionAsked():
            return state.with_record(ScalingQuestion(**head(state, e)))
        case ScalingQuestionAnswered():
            return state.with_record(
                ScalingAnswer(**head(state, e), scaling_question=e.scaling_question)
            )
        case _:
            assert_never(e)


def _ask(state: Engagement, c: AskScalingQuestion) -> ScalingQuestionAsked:
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_live(state)
    about = about_oneself_unless_named(state, c, role, whole_group=True)
    asked = made(ScalingQuestionAsked, state, c, role, ScalingQuestion, about=about)
    # Its author alone is told so: in a group nobody learns that another has answered.
    if c.corrects in {one.scaling_question for one in state.every(ScalingAnswer)}:
        raise Refusal("scaling_question_answered")
    return asked


def _answer(state: Engagement, c: AnswerScalingQuestion) -> ScalingQuestionAnswered:
    role = acting_as(state, c, Role.LEARNER)
    require_live(state)
    question = find(state, c.scaling_question, ScalingQuestion)
    if c.by not in question.about:
        raise Refusal("not_own_question")
    return made(ScalingQuestionAnswered, state, c, role, ScalingAnswer, about=(c.by,))
