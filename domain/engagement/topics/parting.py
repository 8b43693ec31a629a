"""How a learner's part ends, and with the last of them the engagement; whoever brought it about.

What has ended or closed stays as it ended. A supervisor learns of a withdrawal, a referral, or that
enrollment was not reached, no more than that it ended.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.base.confidential import ALL, PROGRESS, Audience, Confidential, Plain, Release
from domain.base.messages import Command, Event, PersonRef
from domain.base.model import PersonId, Text
from domain.base.roles import Relation, Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.parties import is_peer
from domain.engagement.standing import Outcome, Status, as_told
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import CheckpointEvent, verdict
from domain.engagement.topics.session_outcomes import SessionCancelled, cancel_all

_COORDINATOR = Audience(coordinator=Release.ALWAYS)


class PartEnded(Event):
    """One learner's part is over; how, the supervisor is told only as far as `told` says."""

    kind: Literal["part_ended"] = "part_ended"
    known_to: ClassVar[Audience] = ALL
    about: Annotated[tuple[PersonRef, ...], Plain()]
    outcome: Annotated[Outcome, Plain(PROGRESS)]
    told: Annotated[str, Plain()]
    reason: Annotated[Text | None, Confidential(_COORDINATOR)] = None


class EngagementEnded(Event):
    """The engagement is over; how, the supervisor is told only as far as `told` says."""

    kind: Literal["engagement_ended"] = "engagement_ended"
    known_to: ClassVar[Audience] = ALL
    outcome: Annotated[Outcome, Plain(PROGRESS)]
    told: Annotated[str, Plain()]
    reason: Annotated[Text | None, Confidential(_COORDINATOR)] = None


PartingEvent = PartEnded | EngagementEnded
Parted = PartingEvent | CheckpointEvent | SessionCancelled
"""What may follow from a learner's leaving."""


def evolve(state: Engagement, e: PartingEvent) -> Engagement:
    """The state after a part, or the engagement, ended."""
    match e:
        case PartEnded():
            return _part_ended(state, e)
        case EngagementEnded():
            return _ended(state, e)
        case _:
            assert_never(e)


def engagement_ended(
    c: Command, role: Role, outcome: Outcome, *, reason: str | None = None
) -> EngagementEnded:
    """The event that ends an engagement; a reason goes along only where it is given here."""
    by = ENGINE if role is Role.ENGINE else c.by
    told = as_told(outcome)
    return EngagementEnded.of(c, role, by=by, outcome=outcome, told=told, reason=reason)


def part_ended(
    state: Engagement,
    c: Command,
    learner: PersonId,
    outcome: Outcome,
) -> tuple[Parted, ...]:
    """What follows when a learner leaves before coaching is closed.

    The last to leave ends the engagement, and what is planned is cancelled. In a group the others
    go on, and their commitment check is looked at again. Of two peers the other goes on with a
    coach whom the coordinator assigns. A learner's own reason never goes along.
    """
    return parts_ended(state, c, (learner,), outcome, None)


def parts_ended(
    state: Engagement,
    c: Command,
    learners: tuple[PersonId, ...],
    outcome: Outcome,
    reason: str | None,
) -> tuple[Parted, ...]:
    """The same for several at once; a reason the coordinator gave goes along."""
    after, ended = state, []
    for learner in learners:
        ended.append(one_part_ended(c, learner, outcome, reason))
        after = evolve(after, ended[-1])
    if not after.active_learners:
        over = engagement_ended(c, Role.ENGINE, outcome)
        return (*ended, *cancel_all(state, c), over)
    if is_peer(state):
        return (*ended, *cancel_all(state, c), *verdict(after, c))
    alone = (one for learner in learners for one in cancel_all(state, c, leaving=learner))
    return (*ended, *alone, *verdict(after, c))


def one_part_ended(
    c: Command, learner: PersonId, outcome: Outcome, reason: str | None = None
) -> PartEnded:
    """The event alone, for who leaves when nothing else follows."""
    # The reason is said here, or the command's own would go along.
    about, told = (learner,), as_told(outcome)
    return PartEnded.of(
        c, Role.ENGINE, by=ENGINE, about=about, outcome=outcome, told=told, reason=reason
    )


def _part_ended(state: Engagement, e: PartEnded) -> Engagement:
    """Whoever stays of two peers waits for a coach; with no learner left there is no follow-up."""
    learners = dict(state.learners)
    for person in e.about:
        learners[person] = replace(learners[person], active=False, left_at=e.at, outcome=e.outcome)
    after = replace(state, learners=learners)
    if is_peer(state) and state.live:
        after = replace(after, relation=Relation.INTERNAL, coach=None)
    if not after.active_learners:
        after = replace(after, closing=replace(after.closing, follow_ups=()))
    return after


def _ended(state: Engagement, e: EngagementEnded) -> Engagement:
    learners = {
        person: replace(part, outcome=e.outcome) if part.active else part
        for person, part in state.learners.items()
    }
    return replace(
        state,
        status=Status.ENDED,
        outcome=e.outcome,
        ended_at=e.at,
        learners=learners,
        checkpoint=None,
        at_risk=False,
    )
