"""Pausing, resuming, referring, withdrawing and ending: open at any time, gated by nothing.

What has ended or closed stays as it ended. A supervisor learns of a withdrawal, a referral, or that
enrollment was not reached, no more than that it ended.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import (
    ALL,
    NOBODY,
    PAIR,
    PROGRESS,
    Audience,
    Confidential,
    Plain,
    Release,
)
from domain.base.messages import Command, Event, PersonRef
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Relation, Role
from domain.engagement.closings import outcome_of_closing, unacknowledged
from domain.engagement.duties.duty import ENGINE
from domain.engagement.parties import (
    acting_as,
    concerned,
    is_peer,
    require_live,
    require_not_closed,
    require_open,
)
from domain.engagement.records.practice import NextStep, StepCompletion
from domain.engagement.standing import Outcome, Status, as_told
from domain.engagement.state import Engagement, Pause
from domain.engagement.topics.checkpoints import CheckpointEvent, verdict
from domain.engagement.topics.session_outcomes import SessionCancelled, cancel_all

_COORDINATOR = Audience(coordinator=Release.ALWAYS)


class PauseEngagement(Command):
    """Stop the engagement's clock; nothing is due while it stands."""

    kind: Literal["pause_engagement"] = "pause_engagement"
    reason: Text


class EngagementPaused(Event):
    """The clock stands still."""

    kind: Literal["engagement_paused"] = "engagement_paused"
    known_to: ClassVar[Audience] = ALL
    reason: Annotated[Text, Confidential(_COORDINATOR)]


class ResumeEngagement(Command):
    """Start the clock again; open steps and commitment checks are due later by the time it stood."""

    kind: Literal["resume_engagement"] = "resume_engagement"


class EngagementResumed(Event):
    """The clock runs again."""

    kind: Literal["engagement_resumed"] = "engagement_resumed"
    known_to: ClassVar[Audience] = ALL


class WithdrawFromCoaching(Command):
    """A learner leaves; no reason is owed."""

    kind: Literal["withdraw_from_coaching"] = "withdraw_from_coaching"
    reason: Text | None = None


class LearnerWithdrew(Event):
    """A learner left coaching; the reason is theirs alone."""

    kind: Literal["learner_withdrew"] = "learner_withdrew"
    known_to: ClassVar[Audience] = PROGRESS
    about: Annotated[tuple[PersonRef, ...], Plain()]
    reason: Annotated[Text | None, Confidential(NOBODY)]


class ReferLearner(Command):
    """Point one learner to other help, such as counselling (Toolkit, ch. 4, boundaries)."""

    kind: Literal["refer_learner"] = "refer_learner"
    about: tuple[PersonRef, ...] = ()
    referred_to: Text
    ends_part: bool = False


class LearnerReferred(Event):
    """A learner was referred; where that ends their part, the others learn so from the end."""

    kind: Literal["learner_referred"] = "learner_referred"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    about: Annotated[tuple[PersonRef, ...], Plain()]
    referred_to: Annotated[Text, Confidential(PAIR)]


class EndEngagement(Command):
    """End an engagement, or the parts of the learners named, as not enrolled or by the agency."""

    kind: Literal["end_engagement"] = "end_engagement"
    about: tuple[PersonRef, ...] = ()
    outcome: Literal[Outcome.NOT_ENROLLED, Outcome.ENDED_BY_AGENCY] = Outcome.ENDED_BY_AGENCY
    reason: Text


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


EndingCommand = (
    PauseEngagement | ResumeEngagement | WithdrawFromCoaching | ReferLearner | EndEngagement
)
EndingEvent = (
    EngagementPaused
    | EngagementResumed
    | LearnerWithdrew
    | LearnerReferred
    | PartEnded
    | EngagementEnded
)
Left = PartEnded | EngagementEnded | CheckpointEvent | SessionCancelled
"""What may follow from a learner's leaving."""


def decide(state: Engagement, c: EndingCommand, agency: Agency) -> tuple[EndingEvent | Left, ...]:
    """What an act of pausing or ending comes to. Raises `Refusal` as the functions it calls."""
    match c:
        case PauseEngagement():
            role = acting_as(state, c, Role.COORDINATOR)
            require_live(state)
            return (EngagementPaused.of(c, role),)
        case ResumeEngagement():
            return _resume(state, c)
        case WithdrawFromCoaching():
            return _withdraw(state, c)
        case ReferLearner():
            return _refer(state, c)
        case EndEngagement():
            return _end(state, c)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: EndingEvent) -> Engagement:
    """The state after an event of pausing or ending."""
    match e:
        case EngagementPaused():
            pauses = (*state.pauses, Pause(since=e.at))
            return replace(state, status=Status.PAUSED, pauses=pauses)
        case EngagementResumed():
            return _resumed(state, e)
        case LearnerWithdrew() | LearnerReferred():
            return state
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
) -> tuple[Left, ...]:
    """What follows when a learner leaves before coaching is closed.

    The last to leave ends the engagement, and what is planned is cancelled. In a group the others
    go on, and their commitment check is looked at again. Of two peers the other goes on with a coach
    whom the coordinator assigns. A learner's own reason never goes along.
    """
    return _parts_ended(state, c, (learner,), outcome, None)


def _parts_ended(
    state: Engagement,
    c: Command,
    learners: tuple[PersonId, ...],
    outcome: Outcome,
    reason: str | None,
) -> tuple[Left, ...]:
    after, ended = state, []
    for learner in learners:
        ended.append(_part(c, learner, outcome, reason))
        after = evolve(after, ended[-1])
    if not after.active_learners:
        over = engagement_ended(c, Role.ENGINE, outcome)
        return (*ended, *cancel_all(state, c), over)
    if is_peer(state):
        return (*ended, *cancel_all(state, c), *verdict(after, c))
    own = [off for learner in learners for off in cancel_all(state, c, leaving=learner)]
    return (*ended, *own, *verdict(after, c))


def _part(c: Command, learner: PersonId, outcome: Outcome, reason: str | None = None) -> PartEnded:
    # The reason is said here, or the command's own would go along.
    about, told = (learner,), as_told(outcome)
    return PartEnded.of(
        c, Role.ENGINE, by=ENGINE, about=about, outcome=outcome, told=told, reason=reason
    )


def _resume(state: Engagement, c: ResumeEngagement) -> tuple[EngagementResumed]:
    """Only what is paused can be resumed: `not_paused`."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_open(state)
    if state.status is not Status.PAUSED:
        raise Refusal("not_paused")
    return (EngagementResumed.of(c, role),)


def _withdraw(state: Engagement, c: WithdrawFromCoaching) -> tuple[LearnerWithdrew | Left, ...]:
    """Always open. After closing it ends the following up of this learner, not what was reached.

    The handoff can then still be acknowledged; where it is, nothing is left and the engagement ends.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_open(state)
    left = LearnerWithdrew.of(c, role, about=(c.by,))
    if state.live:
        return (left, *part_ended(state, c, c.by, Outcome.WITHDRAWN))
    outcome = outcome_of_closing(state)
    ended = _part(c, c.by, outcome)
    after = evolve(state, ended)
    if after.active_learners or unacknowledged(after):
        return (left, ended)
    return (left, ended, engagement_ended(c, Role.ENGINE, outcome))


def _refer(state: Engagement, c: ReferLearner) -> tuple[LearnerReferred | Left, ...]:
    """Coach or learner, one learner at a time; it need not end the learner's part.

    Raises `Refusal`: `one_learner_at_a_time`, as `concerned` and `require_not_closed`.
    """
    alone = not c.about and not is_peer(state)
    themselves = c.by in state.active_learners and (alone or c.about == (c.by,))
    role = acting_as(state, c, Role.LEARNER if themselves else Role.COACH)
    require_not_closed(state)
    about = (c.by,) if role is Role.LEARNER else concerned(state, c, c.about)
    if len(about) != 1:
        raise Refusal("one_learner_at_a_time")
    referred = LearnerReferred.of(c, role, about=about)
    if not c.ends_part:
        return (referred,)
    return (referred, *part_ended(state, c, about[0], Outcome.REFERRED))


def _end(state: Engagement, c: EndEngagement) -> tuple[Left, ...]:
    """The coordinator, until it has ended. What is closed keeps its outcome: `already_closed`."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_open(state)
    if not state.live:
        if c.about or c.outcome is not Outcome.ENDED_BY_AGENCY:
            raise Refusal("already_closed")
        return (engagement_ended(c, role, outcome_of_closing(state), reason=c.reason),)
    if any(person not in state.active_learners for person in c.about):
        raise Refusal("unknown_learner")
    if not c.about or set(c.about) == set(state.active_learners):
        over = engagement_ended(c, role, c.outcome, reason=c.reason)
        return (*cancel_all(state, c), over)
    return _parts_ended(state, c, tuple(dict.fromkeys(c.about)), c.outcome, c.reason)


def _resumed(state: Engagement, e: EngagementResumed) -> Engagement:
    """The open checkpoint and open next steps are due later by what the clock stood.

    Sessions and the expected end are days people agreed on: they stay until people change them.
    Steps due before the pause were late already; a part of a day counts whole.
    """
    pause = replace(state.pauses[-1], until=e.at)
    stood = e.at - pause.since
    days = timedelta(days=-(-stood // timedelta(days=1)))
    done = {one.step for one in state.every(StepCompletion)}
    records = dict(state.records)
    for step in state.every(NextStep):
        if step.entry_id not in done and step.due >= pause.since.date():
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
