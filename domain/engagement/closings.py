"""What has come of a closing, learner by learner: told, handed over, waited for in vain.

Only what was recorded since this closing began counts: who goes back gives a closing up.
"""

from datetime import timedelta
from typing import TypeVar

from domain.agency.agency import Agency
from domain.base.model import Instant, PersonId
from domain.base.roles import Role
from domain.calendar.local_date import local_date
from domain.engagement.parties import closes_alone
from domain.engagement.records.closing import Handoff, Results, Unreachable
from domain.engagement.records.record import Record
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.engagement.views.handoff_content import FollowUpLine

R = TypeVar("R", bound=Record)


def closing_roles(state: Engagement) -> tuple[Role, ...]:
    """Who carries stages on and makes the handoff; at a closing without a coach, the learner."""
    return (Role.COACH, Role.LEARNER) if closes_alone(state) else (Role.COACH,)


def outcome_of_closing(state: Engagement) -> Outcome:
    """What was missing when closing began makes it closed early, not completed."""
    return Outcome.CLOSED_EARLY if state.closing.gaps else Outcome.COMPLETED


def finished_at(state: Engagement, learner: PersonId) -> Instant | None:
    """Since when a learner's coaching is closed or ended; None while it goes on.

    Who leaves the following up had finished when coaching closed.
    """
    left, closed = state.learners[learner].left_at, state.closing.closed_at
    if left is not None and closed is not None:
        return min(left, closed)
    return left or closed or state.ended_at


def in_closing(state: Engagement, kind: type[R], learner: PersonId) -> tuple[R, ...]:
    """Entries about a learner made since this closing began, first to last."""
    since = state.closing.started_at
    if since is None:
        return ()
    return tuple(one for one in state.every(kind) if learner in one.about and one.at >= since)


def results_of(state: Engagement, learner: PersonId) -> Results | None:
    """What a learner chose to tell in this closing, if they have chosen."""
    found = in_closing(state, Results, learner)
    return found[-1] if found else None


def gone_on(state: Engagement, learner: PersonId) -> Unreachable | None:
    """The note that coaching closes without this learner, unless the learner came back since."""
    found = [one for one in in_closing(state, Unreachable, learner) if not one.over]
    return found[-1] if found else None


def handoff_of(state: Engagement, learner: PersonId) -> Handoff | None:
    """A learner's newest handoff; None where it is made of what was told differently since."""
    found = in_closing(state, Handoff, learner)
    if not found:
        return None
    newest = found[-1]
    if newest.delivered_at is not None or newest.seen_at is not None:
        return newest
    if newest.unseen or gone_on(state, learner) is not None:
        return newest if newest.unseen and gone_on(state, learner) is not None else None
    results = results_of(state, learner)
    current = results is not None and results.revision == newest.results_revision
    return newest if current else None


def ready(state: Engagement, learner: PersonId) -> bool:
    """Whether a handoff can be made: the learner has told, or could not be reached."""
    return results_of(state, learner) is not None or gone_on(state, learner) is not None


def may_deliver(handoff: Handoff) -> bool:
    """The learner saw it first, or it was made without the learner."""
    return handoff.seen_at is not None or handoff.unseen


def waited_since(state: Engagement, learner: PersonId) -> Instant | None:
    """Since when closing waits for this learner; None where it waits for somebody else."""
    if gone_on(state, learner) is not None:
        return None
    results = results_of(state, learner)
    if results is None:
        return state.closing.started_at
    newest = handoff_of(state, learner)
    if newest is None or newest.seen_at is not None:
        return None
    made = [
        one.at
        for one in in_closing(state, Handoff, learner)
        if one.results_revision == results.revision
    ]
    return min(made)


def may_go_on(state: Engagement, learner: PersonId, agency: Agency) -> Instant | None:
    """From when the coach may close without this learner, by the engagement's own clock."""
    since = waited_since(state, learner)
    return None if since is None else state.after(since, agency.settings.unreachable_days)


def follow_ups_from(at: Instant, agency: Agency) -> tuple[FollowUpLine, ...]:
    """The follow-up days counted from the agency's day of `at`, by its settings of now."""
    day = local_date(at, agency)
    days = sorted(set(agency.settings.follow_up_days))
    return tuple(FollowUpLine(days=n, day=day + timedelta(days=n)) for n in days)


def follow_ups_promised(
    state: Engagement, agency: Agency, at: Instant, *, but: tuple[PersonId, ...] = ()
) -> tuple[FollowUpLine, ...]:
    """The days that a standing handoff names (of a learner not in `but`), else those from `at`.

    All handoffs of an engagement name the same days, so that each is asked about once.
    """
    for learner in state.learners:
        handoff = handoff_of(state, learner)
        if learner not in but and handoff is not None and handoff.content is not None:
            return handoff.content.follow_ups
    return follow_ups_from(at, agency)


def delivered(state: Engagement) -> tuple[Handoff, ...]:
    """The handoffs that went out, of learners who have left since too."""
    found = (handoff_of(state, learner) for learner in state.learners)
    return tuple(one for one in found if one is not None and one.delivered_at is not None)


def unacknowledged(state: Engagement) -> tuple[Handoff, ...]:
    """Delivered handoffs that the supervisor has not acknowledged yet."""
    return tuple(one for one in delivered(state) if one.acknowledged_at is None)
