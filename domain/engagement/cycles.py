"""What has happened in the current cycle, learner by learner."""

from domain.base.model import EntryId, Instant, PersonId
from domain.engagement.records.practice import (
    Conversation,
    Demonstration,
    Observation,
    Reflection,
    RungGiven,
)
from domain.engagement.state import Engagement


def observations(state: Engagement, learner: PersonId) -> tuple[Observation, ...]:
    """A learner's observations to talk over in this cycle: made in it, or carried into it."""
    return tuple(
        one
        for one in state.every(Observation)
        if learner in one.about and (one.carried_to or one.cycle) == state.cycle.number
    )


def discussed(state: Engagement) -> frozenset[EntryId]:
    """Ids of the observations that some conversation covered."""
    return frozenset(entry for talk in state.every(Conversation) for entry in talk.covers)


def undiscussed(state: Engagement) -> tuple[Observation, ...]:
    """Observations of active learners not yet talked over, of this cycle or carried into it."""
    done = discussed(state)
    found = {
        one.entry_id: one
        for learner in state.active_learners
        for one in observations(state, learner)
        if one.entry_id not in done
    }
    return tuple(found.values())


def last_observed(state: Engagement, learner: PersonId) -> Instant | None:
    """When a learner was last observed in this cycle."""
    return max((one.at for one in observations(state, learner)), default=None)


def practised_since(state: Engagement, learner: PersonId) -> Instant | None:
    """When this cycle's practice began for a learner: the first demonstration or observation."""
    shown = [
        one.at
        for kind in (Demonstration, Observation)
        for one in state.every(kind)
        if learner in one.about and one.cycle == state.cycle.number
    ]
    return min(shown, default=None)


def conversations(state: Engagement, learner: PersonId) -> tuple[Conversation, ...]:
    """This cycle's conversations about a learner, first to last."""
    return tuple(
        talk
        for talk in state.every(Conversation)
        if learner in talk.about and talk.cycle == state.cycle.number
    )


def has_reflected(state: Engagement, learner: PersonId) -> bool:
    """Whether a learner reflected in this cycle, after what was last observed of them.

    Toolkit, table 6.5, steps 4 and 5: the reflection is on this cycle's practice and comes first.
    """
    since = last_observed(state, learner) or state.cycle.started
    return any(
        one.by == learner and one.cycle == state.cycle.number and one.at >= since
        for one in state.every(Reflection)
    )


def ladder(state: Engagement, learner: PersonId) -> tuple[str, ...]:
    """The rungs given on what was last talked over with a learner, lowest first.

    A conversation that covers a new observation begins a ladder of its own.
    """
    talks = conversations(state, learner)
    begun = [n for n, talk in enumerate(talks) if talk.covers]
    current = {talk.entry_id for talk in talks[begun[-1] if begun else 0 :]}
    return tuple(
        given.rung
        for given in state.every(RungGiven)
        if learner in given.about and given.conversation in current
    )
