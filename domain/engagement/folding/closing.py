"""Folding the end: closing, pauses, following up, ending."""

from datetime import timedelta
from typing import Any

from domain.engagement.parts import Closing, Pause
from domain.engagement.stages import Stage, Status
from domain.engagement.state import Engagement
from domain.engagement.topics.closing import EngagementClosed, ResultsTold
from domain.engagement.topics.ending import EngagementEnded, EngagementPaused, EngagementResumed
from domain.engagement.topics.moving import ClosingStarted, StageEntered


def change(s: Engagement, **what: Any) -> dict[str, Any]:
    """A change to the closing."""
    return {"closing": s.closing.model_copy(update=what)}


def started(s: Engagement, e: ClosingStarted) -> dict[str, Any]:
    """Closing begins; an open checkpoint no longer matters (going back opens another)."""
    begun = Closing(started_at=e.at, missing=e.missing)
    return {"closing": begun, "checkpoint": None, "at_risk": False}


def stage_entered(s: Engagement, e: StageEntered) -> dict[str, Any]:
    """Going back gives up what was decided, and a closing that had begun."""
    change: dict[str, Any] = {"stage": e.stage, "stage_since": e.at}
    if e.stage.number > e.left.number:
        return change
    if e.left is Stage.CLOSING:
        change["closing"] = Closing()
    undecided = s.cycle.model_copy(update={"decision": None})
    return {**change, "cycles": (*s.cycles[:-1], undecided)}


def results_told(s: Engagement, e: ResultsTold) -> dict[str, Any]:
    """What the learner tells replaces what was told; a handoff made of it is made anew."""
    hidden: tuple[str, ...] = ()
    if e.steps is not None:
        hidden = tuple(x.entry_id for x in s.next_steps if x.entry_id not in e.steps)
    return change(
        s,
        results_told=True,
        results=e.results,
        what_helps=e.what_helps,
        hidden_steps=hidden,
        handoff=None,
        produced_at=None,
    )


def closed(s: Engagement, e: EngagementClosed) -> dict[str, Any]:
    """From now on the engagement is followed up."""
    return {"status": Status.FOLLOWING_UP, **change(s, closed_at=e.at)}


def paused(s: Engagement, e: EngagementPaused) -> dict[str, Any]:
    """The clock stands."""
    return {"status": Status.PAUSED, "pauses": (*s.pauses, Pause(since=e.at))}


def resumed(s: Engagement, e: EngagementResumed) -> dict[str, Any]:
    """The clock runs; the open checkpoint and open next steps are due later by what it stood.

    Sessions and the expected end are days people agreed on: they stay until people change them.
    """
    pause = s.pauses[-1].model_copy(update={"until": e.at})
    what: dict[str, Any] = {"status": Status.ACTIVE, "pauses": (*s.pauses[:-1], pause)}
    stood = e.at - pause.since
    # Steps due before the pause were late already; a part of a day counts whole.
    days = timedelta(days=-(-stood // timedelta(days=1)))
    what["next_steps"] = tuple(
        x if x.done or x.due < pause.since.date() else x.model_copy(update={"due": x.due + days})
        for x in s.next_steps
    )
    if s.checkpoint is not None:
        what["checkpoint"] = s.checkpoint.model_copy(update={"due": s.checkpoint.due + stood})
    return what


def ended(e: EngagementEnded) -> dict[str, Any]:
    """Nothing is owed any more."""
    return {"status": Status.ENDED, "outcome": e.outcome, "ended_at": e.at, "at_risk": False}
