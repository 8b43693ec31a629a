"""Closing: the meeting with the supervisor and the handoff (Toolkit, table 6.5, step 7).

The learner chooses what to tell of the results and sees the handoff first; then the engine
delivers it to supervisor and learner, once, and the supervisor acknowledges it.
"""

from typing import Annotated, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live, require_open, require_stage
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement
from domain.engagement.views.handoff import content
from domain.engagement.views.handoff_content import HandoffContent


class MeetToClose(Command):
    """Coach and supervisor met to close; no side conversation, progress as the learner told it."""

    kind: Literal["meet_to_close"] = "meet_to_close"
    development_plan_wanted: bool = False


class ClosingMet(Event):
    """Coach and supervisor met to close."""

    kind: Literal["closing_met"] = "closing_met"
    development_plan_wanted: bool


class TellResults(Command):
    """What the learner chooses to tell; `steps` are the next steps to show (all open ones if None).

    Nothing at all may be told (`results` left out).
    """

    kind: Literal["tell_results"] = "tell_results"
    results: Text | None = None
    what_helps: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    steps: tuple[EntryId, ...] | None = None


class ResultsTold(Event):
    """The learner chose what the handoff tells."""

    kind: Literal["results_told"] = "results_told"
    results: Annotated[Text | None, Confidential(Audience.TRIAD)]
    what_helps: Annotated[tuple[Text, ...], Confidential(Audience.TRIAD, blank=[])]
    steps: tuple[EntryId, ...] | None


class ProduceHandoff(Command):
    """Fix the handoff's content, for the learner to see first."""

    kind: Literal["produce_handoff"] = "produce_handoff"


class HandoffProduced(Event):
    """The handoff's content is fixed."""

    kind: Literal["handoff_produced"] = "handoff_produced"
    content: Annotated[HandoffContent | None, Confidential(Audience.TRIAD, blank=None)]


class SeeHandoff(Command):
    """The learner has seen the handoff; it may now go to the supervisor."""

    kind: Literal["see_handoff"] = "see_handoff"


class HandoffSeen(Event):
    """The learner saw the handoff first."""

    kind: Literal["handoff_seen"] = "handoff_seen"


class NoteHandoffDelivered(Command):
    """The engine brought the handoff to supervisor and learner."""

    kind: Literal["note_handoff_delivered"] = "note_handoff_delivered"


class HandoffDelivered(Event):
    """The handoff is on its way to supervisor and learner."""

    kind: Literal["handoff_delivered"] = "handoff_delivered"


class AcknowledgeHandoff(Command):
    """The supervisor has the handoff and carries the learning on."""

    kind: Literal["acknowledge_handoff"] = "acknowledge_handoff"


class HandoffAcknowledged(Event):
    """The supervisor acknowledged the handoff."""

    kind: Literal["handoff_acknowledged"] = "handoff_acknowledged"


class EngagementClosed(Event):
    """Coaching is closed; the engagement is now followed up."""

    kind: Literal["engagement_closed"] = "engagement_closed"
    missing: tuple[str, ...]


def closing_roles(state: Engagement) -> tuple[Role, ...]:
    """Who carries stages on and makes the handoff; at a closing without a coach, the learner."""
    alone = state.stage is Stage.CLOSING and state.coach is None
    return (Role.COACH, Role.LEARNER) if alone else (Role.COACH,)


def meet(state: Engagement, c: MeetToClose) -> tuple[Event, ...]:
    """Coach or supervisor notes the meeting."""
    role = acting_as(state, c, Role.COACH, Role.SUPERVISOR)
    require_stage(state, Stage.CLOSING)
    return (ClosingMet.of(c, role),)


def tell_results(state: Engagement, c: TellResults) -> tuple[Event, ...]:
    """Only the learner; until the handoff was seen it may be told differently."""
    role = acting_as(state, c, Role.LEARNER)
    require_stage(state, Stage.CLOSING)
    _not_seen_yet(state)
    unknown = set(c.steps or ()) - {step.entry_id for step in state.next_steps}
    if unknown:
        raise Refusal("unknown_entry", entry=min(unknown))
    return (ResultsTold.of(c, role),)


def produce(state: Engagement, c: ProduceHandoff, agency: Agency) -> tuple[Event, ...]:
    """The coach (or, where there is none, the learner) makes it once the learner chose."""
    role = acting_as(state, c, *closing_roles(state))
    require_stage(state, Stage.CLOSING)
    _not_seen_yet(state)
    if not state.closing.results_told:
        raise Refusal("results_first")
    return (HandoffProduced.of(c, role, content=content(state, agency, c.at)),)


def see(state: Engagement, c: SeeHandoff) -> tuple[Event, ...]:
    """Each learner sees it; what was told since calls for a new one."""
    role = acting_as(state, c, Role.LEARNER)
    require_stage(state, Stage.CLOSING)
    if state.closing.produced_at is None:
        raise Refusal("no_handoff")
    if state.closing.seen_at is not None:
        return ()
    return (HandoffSeen.of(c, role),)


def note_delivered(state: Engagement, c: NoteHandoffDelivered) -> tuple[Event, ...]:
    """Once."""
    role = acting_as(state, c, Role.ENGINE)
    require_open(state)
    if state.closing.delivered_at is not None:
        return ()
    if state.closing.seen_at is None:
        raise Refusal("learner_first")
    return (HandoffDelivered.of(c, role),)


def acknowledge(state: Engagement, c: AcknowledgeHandoff) -> tuple[Event, ...]:
    """The supervisor, once it was delivered; late is fine until the engagement ended."""
    role = acting_as(state, c, Role.SUPERVISOR)
    require_open(state)
    if state.closing.delivered_at is None:
        if state.stage is not Stage.CLOSING:
            require_live(state)
        raise Refusal("no_handoff")
    if state.closing.acknowledged_at is not None:
        return ()
    return (HandoffAcknowledged.of(c, role),)


def _not_seen_yet(state: Engagement) -> None:
    if state.closing.seen_at is not None:
        raise Refusal("handoff_seen")
