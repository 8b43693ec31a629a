"""The lines of a supervisor's closing summary; nothing said in coaching."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from domain.agency.agency import Agency
from domain.base.model import Instant, PersonId
from domain.calendar.local_date import local_date
from domain.engagement.closings import finished_at, handoff_of, outcome_of_closing
from domain.engagement.records.practice import Session, SessionOutcome
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.engagement.topics.following import followed_up
from domain.engagement.views.handoff import name
from domain.engagement.views.papers import EndedLine, SummaryLine
from domain.person.person import Person


def summary_lines(
    state: Engagement, people: Mapping[PersonId, Person], agency: Agency
) -> tuple[SummaryLine | EndedLine, ...]:
    """One line for each learner whose coaching was closed or ended; none while it goes on.

    A decline, a withdrawal, a referral, an end by the agency and an enrollment that was not reached
    read the same: that it ended, and when.
    """
    found = (summary_line(state, people, agency, learner) for learner in state.learners)
    return tuple(line for line in found if line is not None)


def finished(state: Engagement) -> tuple[tuple[PersonId, Instant], ...]:
    """Learners whose coaching was closed or ended, each since when; told of in a summary once."""
    since = ((learner, finished_at(state, learner)) for learner in state.learners)
    return tuple((learner, at) for learner, at in since if at is not None)


def summary_line(
    state: Engagement, people: Mapping[PersonId, Person], agency: Agency, learner: PersonId
) -> SummaryLine | EndedLine | None:
    """One learner's line; None while their coaching goes on."""
    ended = finished_at(state, learner)
    if ended is None:
        return None
    if ended == state.closing.closed_at:
        return _closed(state, people, agency, learner, local_date(ended, agency))
    return EndedLine(
        engagement_id=state.engagement_id,
        learner=name(people, learner),
        ended=local_date(ended, agency),
    )


def _closed(
    state: Engagement,
    people: Mapping[PersonId, Person],
    agency: Agency,
    learner: PersonId,
    day: date,
) -> SummaryLine:
    handoff = handoff_of(state, learner)
    status: Literal["acknowledged", "waiting", "not_produced"] = "not_produced"
    acknowledged = handoff.acknowledged_at if handoff else None
    if handoff is not None and handoff.delivered_at is not None:
        status = "acknowledged" if acknowledged else "waiting"
    early = outcome_of_closing(state) is Outcome.CLOSED_EARLY
    answered = followed_up(state)
    return SummaryLine(
        engagement_id=state.engagement_id,
        learner=name(people, learner),
        skill=state.skill,
        started=local_date(state.launched_at, agency),
        closed=day,
        cycles=len(state.cycles),
        sessions=sessions_held(state, learner),
        ended_as="closed_early" if early else "completed",
        handoff=status,
        acknowledged_on=local_date(acknowledged, agency) if acknowledged else None,
        follow_ups=tuple(
            line.day for line in state.closing.follow_ups if line.days not in answered
        ),
    )


def sessions_held(state: Engagement, learner: PersonId | None = None) -> int:
    """How many sessions were held, with one learner or at all."""
    held = {
        one.session
        for one in state.every(SessionOutcome)
        if (one.outcome == "held" if learner is None else one.held_with(learner))
    }
    return sum(
        session.entry_id in held
        for session in state.every(Session)
        if learner is None or not session.about or learner in session.about
    )
