"""Pausing, resuming, referring, withdrawing and ending: open at any time, gated by nothing."""

from typing import Annotated, ClassVar, Literal

from domain.base.confidential import Audience, Confidential
from domain.base.messages import PAIR_ONLY, Command, Event
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.acting import acting_as, require_live, require_not_closed, require_open
from domain.engagement.duties.duty import ENGINE
from domain.engagement.stages import Outcome, Status
from domain.engagement.state import Engagement


class PauseEngagement(Command):
    """Stop the engagement's clock; nothing is due while it stands."""

    kind: Literal["pause_engagement"] = "pause_engagement"
    reason: Text


class EngagementPaused(Event):
    """The clock stands still."""

    kind: Literal["engagement_paused"] = "engagement_paused"
    reason: Annotated[Text, Confidential(Audience.STAFF)]


class ResumeEngagement(Command):
    """Start the clock again; due dates move by the time it stood."""

    kind: Literal["resume_engagement"] = "resume_engagement"


class EngagementResumed(Event):
    """The clock runs again."""

    kind: Literal["engagement_resumed"] = "engagement_resumed"


class WithdrawFromCoaching(Command):
    """A learner leaves; no reason is owed."""

    kind: Literal["withdraw_from_coaching"] = "withdraw_from_coaching"
    reason: Text | None = None


class LearnerWithdrew(Event):
    """A learner left coaching."""

    kind: Literal["learner_withdrew"] = "learner_withdrew"
    reason: Annotated[Text | None, Confidential(Audience.LEARNER)]


class ReferLearner(Command):
    """Point the learner to other help, such as counselling (Toolkit, ch. 4, boundaries)."""

    kind: Literal["refer_learner"] = "refer_learner"
    referred_to: Text
    ends_engagement: bool = False


class LearnerReferred(Event):
    """The learner was referred."""

    kind: Literal["learner_referred"] = "learner_referred"
    # Where it ends the engagement, the others learn so from the end.
    seen_by: ClassVar[frozenset[Role]] = PAIR_ONLY
    referred_to: Annotated[Text, Confidential(Audience.PAIR)]


class EndEngagement(Command):
    """The coordinator ends an engagement, as not enrolled or for a reason of the agency's."""

    kind: Literal["end_engagement"] = "end_engagement"
    outcome: Literal[Outcome.NOT_ENROLLED, Outcome.ENDED_BY_AGENCY] = Outcome.ENDED_BY_AGENCY
    reason: Text


class EngagementEnded(Event):
    """The engagement is over."""

    kind: Literal["engagement_ended"] = "engagement_ended"
    outcome: Outcome
    reason: Annotated[Text | None, Confidential(Audience.STAFF)] = None


def ended_by_engine(c: Command, outcome: Outcome) -> EngagementEnded:
    """The end that follows from a learner's act; their reason is theirs and never goes along."""
    return EngagementEnded.of(c, Role.ENGINE, by=ENGINE, outcome=outcome, reason=None)


def pause(state: Engagement, c: PauseEngagement) -> tuple[Event, ...]:
    """The coordinator pauses a running engagement."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_live(state)
    return (EngagementPaused.of(c, role),)


def resume(state: Engagement, c: ResumeEngagement) -> tuple[Event, ...]:
    """Only what is paused can be resumed."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_open(state)
    if state.status is not Status.PAUSED:
        raise Refusal("not_paused")
    return (EngagementResumed.of(c, role),)


def withdraw(state: Engagement, c: WithdrawFromCoaching) -> tuple[Event, ...]:
    """The last learner to leave ends the engagement; after closing, only the following up.

    Where one of two peers leaves, the other goes on, with a coach the coordinator assigns.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_open(state)
    left = LearnerWithdrew.of(c, role)
    if len(state.active_learners) > 1:
        return (left,)
    outcome = Outcome.WITHDRAWN if state.live else outcome_of_closing(state)
    return (left, ended_by_engine(c, outcome))


def outcome_of_closing(state: Engagement) -> Outcome:
    """What was missing when closing began makes it closed early, not completed."""
    return Outcome.CLOSED_EARLY if state.closing.missing else Outcome.COMPLETED


def refer(state: Engagement, c: ReferLearner) -> tuple[Event, ...]:
    """Coach or learner; a referral need not end the coaching."""
    role = acting_as(state, c, Role.COACH, Role.LEARNER)
    require_not_closed(state)
    referred = LearnerReferred.of(c, role)
    if not c.ends_engagement:
        return (referred,)
    return (referred, ended_by_engine(c, Outcome.REFERRED))


def end(state: Engagement, c: EndEngagement) -> tuple[Event, ...]:
    """Open at any time until it has ended."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_open(state)
    return (EngagementEnded.of(c, role),)
