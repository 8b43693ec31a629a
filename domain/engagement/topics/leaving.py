"""Leaving: a learner withdraws, or is referred to other help. Open always, gated by nothing."""

from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import NOBODY, PAIR, PROGRESS, Audience, Confidential, Plain
from domain.base.messages import Command, Event, PersonRef
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.closings import outcome_of_closing, unacknowledged
from domain.engagement.parties import (
    acting_as,
    concerned,
    is_peer,
    require_not_closed,
    require_open,
)
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.engagement.topics import parting
from domain.engagement.topics.parting import (
    Parted,
    engagement_ended,
    one_part_ended,
    part_ended,
)


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


LeavingCommand = WithdrawFromCoaching | ReferLearner
LeavingEvent = LearnerWithdrew | LearnerReferred


def decide(
    state: Engagement, c: LeavingCommand, agency: Agency
) -> tuple[LeavingEvent | Parted, ...]:
    """What leaving comes to.

    Raises `Refusal`: `one_learner_at_a_time`; and as `acting_as`, `require_open`,
    `require_not_closed`, `concerned`.
    """
    match c:
        case WithdrawFromCoaching():
            return _withdraw(state, c)
        case ReferLearner():
            return _refer(state, c)
        case _:
            assert_never(c)


def _withdraw(state: Engagement, c: WithdrawFromCoaching) -> tuple[LearnerWithdrew | Parted, ...]:
    """Always open. After closing it ends the following up of this learner, not what was reached.

    The handoff can then still be acknowledged; where it is, the engagement ends.
    """
    role = acting_as(state, c, Role.LEARNER)
    require_open(state)
    left = LearnerWithdrew.of(c, role, about=(c.by,))
    if state.live:
        return (left, *part_ended(state, c, c.by, Outcome.WITHDRAWN))
    outcome = outcome_of_closing(state)
    ended = one_part_ended(c, c.by, outcome)
    after = parting.evolve(state, ended)
    if after.active_learners or unacknowledged(after):
        return (left, ended)
    return (left, ended, engagement_ended(c, Role.ENGINE, outcome))


def _refer(state: Engagement, c: ReferLearner) -> tuple[LearnerReferred | Parted, ...]:
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
