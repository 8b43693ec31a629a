"""Closing without a learner who can't be reached, after the agency's wait.

Nothing of the learner's own goes out then, and the handoff says that the learner has not seen it.
"""

from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, TRIAD, Audience, Confidential
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date
from domain.engagement.closings import gone_on, may_go_on
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, require_work
from domain.engagement.records.closing import Unreachable
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work


class GoOnWithoutLearner(MakeEntryAbout):
    """Close without a learner who could not be reached, saying what was tried."""

    kind: Literal["go_on_without_learner"] = "go_on_without_learner"
    work: ClassVar[str | None] = Work.CLOSING
    reason: Text


class LearnerNotReached(EntryMade):
    """A learner could not be reached; the handoff goes out without anything of theirs."""

    kind: Literal["learner_not_reached"] = "learner_not_reached"
    known_to: ClassVar[Audience] = TRIAD
    reason: Annotated[Text, Confidential(PAIR)]


def decide(
    state: Engagement, c: GoOnWithoutLearner, agency: Agency
) -> tuple[LearnerNotReached, ...]:
    """The coach, about one learner, once the wait is over.

    Raises `Refusal`: `one_learner_at_a_time`, `not_waited_for`, `wait_first` with the day from
    which it is open; and as `made`.
    """
    role = acting_as(state, c, Role.COACH)
    require_work(state, Work.CLOSING)
    event = made(LearnerNotReached, state, c, role, Unreachable)
    if len(event.about) != 1:
        raise Refusal("one_learner_at_a_time")
    learner = event.about[0]
    if event.corrected:
        return (event,)
    if gone_on(state, learner) is not None:
        return ()
    opens = may_go_on(state, learner, agency)
    if opens is None:
        raise Refusal("not_waited_for")
    if c.at < opens:
        raise Refusal("wait_first", day=local_date(opens, agency).isoformat())
    return (event,)


def evolve(state: Engagement, e: LearnerNotReached) -> Engagement:
    """The state once the coach goes on without a learner."""
    return state.with_record(Unreachable(**head(state, e)))
