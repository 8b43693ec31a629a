"""Closing: the meeting, what each learner tells of the results, and the close itself.

Toolkit, table 6.5, step 7. The handoff is in `handing_over.py`, going on without a learner who
can't be reached in `unreachable.py`, the development plan in `development_plan.py`.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import ALL, PAIR, TRIAD, Audience, Confidential, Plain, Release
from domain.base.messages import Command, EntryRef, Event
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.closings import (
    closing_roles,
    follow_ups_promised,
    gone_on,
    handoff_of,
    results_of,
)
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, require_work
from domain.engagement.records.closing import Meeting, Results
from domain.engagement.records.practice import NextStep
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.engagement.topics import development_plan, unreachable
from domain.engagement.views.handoff_content import FollowUpLine
from domain.process.vocabulary import Work


class MeetToClose(MakeEntry):
    """Note that coach and supervisor met to close; no side conversation about the learner."""

    kind: Literal["meet_to_close"] = "meet_to_close"
    work: ClassVar[str | None] = Work.CLOSING
    development_plan_wanted: bool = False


class ClosingMet(EntryMade):
    """Coach and supervisor met to close."""

    kind: Literal["closing_met"] = "closing_met"
    known_to: ClassVar[Audience] = ALL
    development_plan_wanted: Annotated[bool, Plain(TRIAD)]


class TellResults(MakeEntry):
    """What the learner chooses to tell; `steps` are the next steps to show (all open ones if None).

    Nothing at all may be told (`results` left out). Until the handoff is seen it may be told anew.
    """

    kind: Literal["tell_results"] = "tell_results"
    work: ClassVar[str | None] = Work.CLOSING
    results: Text | None = None
    what_helps: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    steps: tuple[EntryRef, ...] | None = None


class ResultsTold(EntryMade):
    """A learner chose what the handoff tells; the supervisor reads it there, as it was seen."""

    kind: Literal["results_told"] = "results_told"
    known_to: ClassVar[Audience] = replace(PAIR, supervisor=Release.HANDOFF_SEEN)
    results: Annotated[Text | None, Confidential(PAIR)]
    what_helps: Annotated[tuple[Text, ...], Confidential(PAIR, blank=[])]
    steps: Annotated[tuple[EntryRef, ...] | None, Plain(PAIR)]


class EngagementClosed(Event):
    """Coaching is closed; from now on it is followed up on the days promised."""

    kind: Literal["engagement_closed"] = "engagement_closed"
    known_to: ClassVar[Audience] = ALL
    gaps: Annotated[tuple[str, ...], Plain(PAIR)]
    """What was missing when closing began: between coach and learner."""
    follow_ups: Annotated[tuple[FollowUpLine, ...], Plain()]


ClosingCommand = (
    MeetToClose
    | TellResults
    | unreachable.GoOnWithoutLearner
    | development_plan.WriteDevelopmentPlan
)
ClosingEvent = (
    ClosingMet
    | ResultsTold
    | EngagementClosed
    | unreachable.LearnerNotReached
    | development_plan.DevelopmentPlanWritten
)


def decide(state: Engagement, c: ClosingCommand, agency: Agency) -> tuple[ClosingEvent, ...]:
    """What an act of closing comes to.

    Raises `Refusal`: `handoff_delivered`, `handoff_seen`, `unknown_entry`; and as `acting_as`,
    `require_work`, `made`, `unreachable.decide`, `development_plan.decide`.
    """
    match c:
        case MeetToClose():
            return _meet(state, c)
        case TellResults():
            return _tell(state, c)
        case unreachable.GoOnWithoutLearner():
            return unreachable.decide(state, c, agency)
        case development_plan.WriteDevelopmentPlan():
            return development_plan.decide(state, c, agency)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ClosingEvent) -> Engagement:
    """The state after an event of closing."""
    match e:
        case ClosingMet():
            meeting = Meeting(
                **head(state, e),
                supervisor=state.supervisor,
                development_plan_wanted=e.development_plan_wanted,
            )
            return state.with_record(meeting)
        case ResultsTold():
            return _told(state, e)
        case EngagementClosed():
            closing = replace(state.closing, closed_at=e.at, follow_ups=e.follow_ups)
            return replace(state, status=Status.FOLLOWING_UP, closing=closing)
        case unreachable.LearnerNotReached():
            return unreachable.evolve(state, e)
        case development_plan.DevelopmentPlanWritten():
            return development_plan.evolve(state, e)
        case _:
            assert_never(e)


def closed(state: Engagement, c: Command, role: Role, agency: Agency) -> EngagementClosed:
    """The event that closes coaching, with the follow-up days promised in the handoffs."""
    return EngagementClosed.of(
        c,
        role,
        gaps=state.closing.gaps,
        follow_ups=follow_ups_promised(state, agency, c.at),
    )


def _meet(state: Engagement, c: MeetToClose) -> tuple[ClosingMet]:
    """Coach or supervisor notes the meeting; where there is no coach, the learner does."""
    role = acting_as(state, c, *closing_roles(state), Role.SUPERVISOR)
    require_work(state, Work.CLOSING)
    about = state.active_learners
    wanted = c.development_plan_wanted
    return (made(ClosingMet, state, c, role, Meeting, about=about, development_plan_wanted=wanted),)


def _tell(state: Engagement, c: TellResults) -> tuple[ResultsTold]:
    """Only a learner, for themselves; `handoff_seen` once it was seen, `handoff_delivered` after.

    Raises `unknown_entry` for a step that is not this learner's or the coach's with them.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_work(state, Work.CLOSING)
    handoff = handoff_of(state, c.by)
    if handoff is not None and handoff.delivered_at is not None:
        raise Refusal("handoff_delivered")
    if handoff is not None and handoff.seen_at is not None:
        raise Refusal("handoff_seen")
    known = {
        step.entry_id for step in state.every(NextStep) if c.by in step.about or not step.about
    }
    unknown = set(c.steps or ()) - known
    if unknown:
        raise Refusal("unknown_entry", entry=min(unknown))
    before = results_of(state, c.by)
    replaces = before.entry_id if before is not None else None
    return (made(ResultsTold, state, c, role, Results, about=(c.by,), replaces=replaces),)


def _told(state: Engagement, e: ResultsTold) -> Engagement:
    before = state.records.get(e.entry_id)
    results = Results(
        **head(state, e),
        revision=before.revision + 1 if isinstance(before, Results) else 1,
        results=e.results,
        what_helps=e.what_helps,
        steps=e.steps,
    )
    found = gone_on(state, e.by)
    if found is not None:
        state = state.with_record(replace(found, over=True))
    return state.with_record(results)
