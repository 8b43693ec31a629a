"""Concerns about coach or management: to whom the agreement names, who answers; nobody else knows.

Toolkit, table 6.4, misunderstandings and ethics.
"""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential, Plain, Release
from domain.base.messages import EntryRef, PersonRef
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntry, find, head, made
from domain.engagement.parties import people_in, roles_of, speaking_as
from domain.engagement.records.closing import Concern, ConcernAnswer
from domain.engagement.state import Engagement
from domain.engagement.topics.agreement import in_force

_HANDLED = Audience(
    learner=Release.AS_CONCERN_HANDLER,
    coach=Release.AS_CONCERN_HANDLER,
    supervisor=Release.AS_CONCERN_HANDLER,
    coordinator=Release.AS_CONCERN_HANDLER,
)
"""Whoever handles it and whoever raised it, in whatever role."""


class RaiseConcern(MakeEntry):
    """Raise a concern about the coaching, the coach or management.

    `concerning`: the person it is about, if one is; it does not go to them.
    """

    kind: Literal["raise_concern"] = "raise_concern"
    concern: Text
    concerning: PersonRef | None = None


class ConcernRaised(EntryMade):
    """A concern was raised, for `handler`."""

    kind: Literal["concern_raised"] = "concern_raised"
    known_to: ClassVar[Audience] = _HANDLED
    handed_on: ClassVar[bool] = False
    sign_of_life: ClassVar[bool] = False
    handler: Annotated[PersonRef, Plain()]
    concern: Annotated[Text, Confidential(_HANDLED)]


class AnswerConcern(MakeEntry):
    """Answer a concern that one was named to handle."""

    kind: Literal["answer_concern"] = "answer_concern"
    concern: EntryRef
    answer: Text


class ConcernAnswered(EntryMade):
    """A concern was answered; its author reads the answer."""

    kind: Literal["concern_answered"] = "concern_answered"
    known_to: ClassVar[Audience] = _HANDLED
    handed_on: ClassVar[bool] = False
    sign_of_life: ClassVar[bool] = False
    subject: ClassVar[str] = "concern"
    concern: Annotated[EntryRef, Plain()]
    answer: Annotated[Text, Confidential(_HANDLED)]


ConcernsCommand = RaiseConcern | AnswerConcern
ConcernsEvent = ConcernRaised | ConcernAnswered


def decide(state: Engagement, c: ConcernsCommand, agency: Agency) -> tuple[ConcernsEvent, ...]:
    """What an act on concerns comes to.

    Raises `Refusal`: `nobody_for_concern`, `unknown_entry`, `concern_answered`; and as
    `speaking_as`, `made`, `find`.
    """
    match c:
        case RaiseConcern():
            return _raise(state, c, agency)
        case AnswerConcern():
            return _answer(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ConcernsEvent) -> Engagement:
    """The state after an event on concerns."""
    match e:
        case ConcernRaised():
            return state.with_record(Concern(**head(state, e), handler=e.handler))
        case ConcernAnswered():
            return state.with_record(ConcernAnswer(**head(state, e), concern=e.concern))
        case _:
            assert_never(e)


def answered(state: Engagement, concern: Concern) -> bool:
    """Whether a concern has its answer."""
    return any(one.concern == concern.entry_id for one in state.every(ConcernAnswer))


def _raise(state: Engagement, c: RaiseConcern, agency: Agency) -> tuple[ConcernRaised]:
    """Learner, coach or supervisor, at any time, also after their part or the engagement ended.

    Raises `Refusal` as `_handler`.
    """
    role = speaking_as(state, c, Role.LEARNER, Role.COACH, Role.SUPERVISOR)
    before = state.records.get(c.corrects or "")
    handler = before.handler if isinstance(before, Concern) else _handler(state, c, agency)
    return (made(ConcernRaised, state, c, role, Concern, about=(), handler=handler),)


def _handler(state: Engagement, c: RaiseConcern, agency: Agency) -> PersonId:
    """Whom the terms in force name, else the coordinator, the supervisor, a leader of the agency.

    Nobody handles their own concern, nor one about themselves; nor does a coach, who may have
    become one since the terms were signed. Raises `nobody_for_concern`.
    """
    terms = in_force(state)
    named = (terms.concerns_go_to,) if terms else ()
    barred = {c.by, c.concerning, *people_in(state, Role.COACH)}
    others: tuple[PersonId, ...] = (
        *named,
        state.coordinator,
        state.supervisor,
        *agency.settings.leaders,
    )
    able = tuple(one for one in others if one not in barred and one not in state.active_learners)
    if not able:
        raise Refusal("nobody_for_concern")
    return able[0]


def _answer(state: Engagement, c: AnswerConcern) -> tuple[ConcernAnswered]:
    """Only whoever handles it, who may have no other part here.

    Raises `unknown_entry` to everybody else: that there is a concern is not theirs to know.
    """
    concern = find(state, c.concern, Concern)
    if c.by != concern.handler:
        raise Refusal("unknown_entry", entry=c.concern)
    held = (role for role in roles_of(state, c.by) if role in (Role.SUPERVISOR, Role.COORDINATOR))
    role = next(held, Role.HANDLER)
    event = made(ConcernAnswered, state, c, role, ConcernAnswer, about=())
    if not event.corrected and answered(state, concern):
        raise Refusal("concern_answered")
    return (event,)
