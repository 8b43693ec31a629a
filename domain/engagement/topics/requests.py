"""What somebody asked of the coach that was not agreed on; the coach's own note (Toolkit, ch. 4).

Challenges there: what coaching holds wanted for a performance review, work outside the contract,
side talks about the learner. What was asked for stays with the coach, like the journal.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import NOBODY, Audience, Confidential
from domain.base.model import Line, Text
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, require_live
from domain.engagement.records.practice import RequestNote
from domain.engagement.state import Engagement


class AskedFor(StrEnum):
    """What was asked of the coach (Toolkit, ch. 4, common issues and challenges)."""

    PERFORMANCE_REVIEW = "performance_review"
    OUTSIDE_AGREEMENT = "outside_agreement"
    SIDE_TALK = "side_talk"
    DOING_THE_WORK = "doing_the_work"


class NoteRequest(MakeEntry):
    """Note that somebody asked for something the agreement does not hold, and what you answered."""

    kind: Literal["note_request"] = "note_request"
    asked_for: AskedFor
    asked_by: Line
    answered: Text | None = None


class RequestNoted(EntryMade):
    """A request was noted; nobody else is told, and it breaks no silence."""

    kind: Literal["request_noted"] = "request_noted"
    known_to: ClassVar[Audience] = NOBODY
    handed_on: ClassVar[bool] = False
    sign_of_life: ClassVar[bool] = False
    asked_for: Annotated[AskedFor | None, Confidential(NOBODY, blank=None)]
    asked_by: Annotated[Line, Confidential(NOBODY)]
    answered: Annotated[Text | None, Confidential(NOBODY)]


RequestsCommand = NoteRequest
RequestsEvent = RequestNoted


def decide(state: Engagement, c: NoteRequest, _: Agency) -> tuple[RequestNoted]:
    """By the coach, while coaching goes on.

    Raises `Refusal` as `acting_as`, `require_live`, `made`.
    """
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    return (made(RequestNoted, state, c, role, RequestNote, about=()),)


def evolve(state: Engagement, e: RequestNoted) -> Engagement:
    """The state after a request was noted."""
    return state.with_record(RequestNote(**head(state, e)))
