"""Pausing and resuming: while an engagement is paused its clock stands still."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import ALL, PAIR, PROGRESS, Audience, Confidential, Release
from domain.base.messages import Command, Event
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, require_live, require_open
from domain.engagement.records.practice import NextStep, PauseRequest, StepCompletion
from domain.engagement.standing import Status
from domain.engagement.state import Engagement, Pause


class PauseEngagement(Command):
    """Stop the engagement's clock; nothing is due while it stands."""

    kind: Literal["pause_engagement"] = "pause_engagement"
    reason: Text


class EngagementPaused(Event):
    """The clock stands still."""

    kind: Literal["engagement_paused"] = "engagement_paused"
    known_to: ClassVar[Audience] = ALL
    reason: Annotated[Text, Confidential(Audience(coordinator=Release.ALWAYS))]


class ResumeEngagement(Command):
    """Start the clock again; open steps and commitment checks are due later by what it stood."""

    kind: Literal["resume_engagement"] = "resume_engagement"


class EngagementResumed(Event):
    """The clock runs again."""

    kind: Literal["engagement_resumed"] = "engagement_resumed"
    known_to: ClassVar[Audience] = ALL


class AskForPause(MakeEntry):
    """Ask the coordinator to pause coaching, as learner or coach; the reason stays between you."""

    kind: Literal["ask_for_pause"] = "ask_for_pause"
    reason: Text | None = None


class PauseAsked(EntryMade):
    """Learner or coach asked for a pause; the coordinator learns the fact alone."""

    kind: Literal["pause_asked"] = "pause_asked"
    known_to: ClassVar[Audience] = PROGRESS
    handed_on: ClassVar[bool] = False
    reason: Annotated[Text | None, Confidential(PAIR)]


_FARTHEST_WEST = timedelta(hours=12)

PausingCommand = PauseEngagement | ResumeEngagement | AskForPause
PausingEvent = EngagementPaused | EngagementResumed | PauseAsked


def decide(state: Engagement, c: PausingCommand, agency: Agency) -> tuple[PausingEvent]:
    """The coordinator alone pauses and resumes; learner and coach may ask for it.

    Raises `Refusal`: `not_paused`, and as `acting_as` and `require_live`.
    """
    match c:
        case PauseEngagement():
            role = acting_as(state, c, Role.COORDINATOR)
            require_live(state)
            return (EngagementPaused.of(c, role),)
        case AskForPause():
            role = acting_as(state, c, Role.LEARNER, Role.COACH)
            require_live(state)
            about = (c.by,) if role is Role.LEARNER else state.active_learners
            return (made(PauseAsked, state, c, role, PauseRequest, about=about),)
        case ResumeEngagement():
            role = acting_as(state, c, Role.COORDINATOR)
            require_open(state)
            if state.status is not Status.PAUSED:
                raise Refusal("not_paused")
            return (EngagementResumed.of(c, role),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: PausingEvent) -> Engagement:
    """The state once the clock stands, or runs again."""
    match e:
        case EngagementPaused():
            pauses = (*state.pauses, Pause(since=e.at))
            return replace(state, status=Status.PAUSED, pauses=pauses)
        case EngagementResumed():
            return _resumed(state, e)
        case PauseAsked():
            return state.with_record(PauseRequest(**head(state, e)))
        case _:
            assert_never(e)


def _resumed(state: Engagement, e: EngagementResumed) -> Engagement:
    """The open checkpoint and open next steps are due later by what the clock stood.

    Sessions and the expected end are days people agreed on: they stay until people change them.
    Steps due before the pause were late already; a part of a day counts whole.
    """
    pause = replace(state.pauses[-1], until=e.at)
    stood = e.at - pause.since
    days = timedelta(days=-(-stood // timedelta(days=1)))
    # The earliest day it was then anywhere: where people are, it may have been that one still.
    began = (pause.since - _FARTHEST_WEST).date()
    done = {one.step for one in state.every(StepCompletion)}
    records = dict(state.records)
    for step in state.every(NextStep):
        if step.entry_id not in done and step.due >= began:
            records[step.entry_id] = replace(step, due=step.due + days)
    check = state.checkpoint
    if check is not None:
        check = replace(check, due=check.due + (e.at - max(pause.since, check.opened_at)))
    return replace(
        state,
        status=Status.ACTIVE,
        pauses=(*state.pauses[:-1], pause),
        records=records,
        checkpoint=check,
    )
