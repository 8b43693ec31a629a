"""How one learner's coaching went, in numbers: what a program report is made of.

Toolkit, ch. 10, continuous quality improvement. Made of finished coaching alone, so that nothing
in it changes any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from domain.base.confidential import Consent
from domain.base.messages import Event
from domain.base.model import EngagementId, PersonId
from domain.engagement.closings import finished_at, outcome_of_closing
from domain.engagement.entries import EntryMade
from domain.engagement.parties import model_of
from domain.engagement.records.practice import Session, SessionOutcome
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.engagement.topics.assign import SupervisorAssigned
from domain.engagement.topics.closing import EngagementClosed
from domain.engagement.topics.consents import ConsentGiven
from domain.engagement.topics.corrections import EntryRetracted
from domain.engagement.topics.enrollment import CommitmentDeclared
from domain.engagement.topics.entering import StageEntered
from domain.engagement.topics.goals import GoalRated, GoalSet
from domain.engagement.topics.instruments import InstrumentAnswered
from domain.engagement.topics.parting import EngagementEnded, PartEnded
from domain.instruments.attainment import t_scores
from domain.instruments.goal_forms import GarsGoal
from domain.instruments.scoring import score
from domain.instruments.shelf import released

READINESS = ("coaching_readiness", 1)
_DAY = 86_400
E = TypeVar("E", bound=EntryMade)


@dataclass(frozen=True)
class Course:
    """One learner's finished coaching.

    `days` are days in each stage (`model/version/stage`), without the time in pauses. Enrollment
    (0 to 10), readiness (yes answers of 12) and T score are (first, last); None where there are
    no two of them.
    """

    engagement: EngagementId
    learner: PersonId
    unit: PersonId
    """The supervisor at the end: whose unit the learner belongs to."""
    cohort: str
    finished_at: datetime
    completed: bool
    sessions: int
    days: dict[str, float] = field(default_factory=dict)
    enrollment: tuple[float, float] | None = None
    readiness: tuple[float, float] | None = None
    attainment: tuple[float, float] | None = None
    trust_supervisor: tuple[float, float] | None = None
    trust_organization: tuple[float, float] | None = None
    """Trust (1 to 7), as the learner answered for themself and lets it count."""
    taken_back: int = 0
    """How often something was taken back after it was over: what is left is another course."""
    trust_told: dict[str, str] = field(default_factory=dict)
    """By measure of trust, which answering of theirs it is: the same may stand in other figures."""


def counted(state: Engagement) -> tuple[PersonId, ...]:
    """Learners who let their scores into program reports."""
    asked = Consent.SCORES_IN_REPORTS
    return tuple(one for one, part in state.learners.items() if asked in part.consents)


def touches_courses(news: Iterable[Event]) -> bool:
    """Whether a course that is over may be another one by these events, or none any more.

    A part that ends makes one; what was put right or taken back later, whose unit it is and what
    may count changes it. Whatever else comes after it, or happens to others of a group, does not.
    """
    return any(
        isinstance(
            one,
            PartEnded
            | EngagementClosed
            | EngagementEnded
            | SupervisorAssigned
            | ConsentGiven
            | EntryRetracted,
        )
        or (isinstance(one, EntryMade) and one.corrected)
        for one in news
    )


def course_of(state: Engagement, events: Sequence[Event], learner: PersonId) -> Course | None:
    """The learner's course; None while their coaching goes on."""
    finished = finished_at(state, learner)
    if finished is None:
        return None
    own = [one for one in events if one.at <= finished]
    closed = finished == state.closing.closed_at
    completed = closed and outcome_of_closing(state) is Outcome.COMPLETED
    return Course(
        engagement=state.engagement_id,
        learner=learner,
        unit=state.supervisor,
        cohort=state.cohort,
        finished_at=finished,
        completed=completed,
        sessions=_sessions(state, learner, finished),
        taken_back=sum(isinstance(one, EntryRetracted) and one.at > finished for one in events),
        days=_days(state, own, finished),
        enrollment=first_and_last(
            one.level for one in _standing(state, own, CommitmentDeclared) if one.by == learner
        ),
        readiness=first_and_last(_readiness(state, own, learner)),
        attainment=first_and_last(_scores(state, own, learner)),
    )


def _sessions(state: Engagement, learner: PersonId, until: datetime) -> int:
    """Sessions that this learner came to, alone or in the group."""
    held = {
        one.session
        for one in state.every(SessionOutcome)
        if one.held_with(learner) and one.at <= until
    }
    return sum(
        one.entry_id in held and (not one.about or learner in one.about)
        for one in state.every(Session)
    )


def _days(state: Engagement, events: Iterable[Event], until: datetime) -> dict[str, float]:
    model = model_of(state)
    stage, since = model.stages[0].key, state.launched_at
    days: dict[str, float] = {}

    def stayed(to: datetime) -> None:
        key = f"{state.model}/{state.model_version}/{stage}"
        days[key] = days.get(key, 0.0) + _worked(state, since, to)

    for one in events:
        if isinstance(one, StageEntered):
            stayed(one.at)
            stage, since = one.stage, one.at
    stayed(until)
    return days


def _worked(state: Engagement, since: datetime, until: datetime) -> float:
    """Days between, less those in which the engagement's clock stood still."""
    total = (until - since).total_seconds()
    for pause in state.pauses:
        start, end = max(pause.since, since), min(pause.until or until, until)
        total -= max(0.0, (end - start).total_seconds())
    return total / _DAY


def _readiness(
    state: Engagement, events: Iterable[Event], learner: PersonId
) -> Iterable[float | None]:
    instrument = released(*READINESS)
    for one in _standing(state, events, InstrumentAnswered):
        asked = (one.instrument, one.version) == READINESS and one.by == learner
        if asked and one.answered is not None:
            scored = score(instrument, one.answered)
            yield sum(part.value or 0.0 for part in scored.parts) if scored.complete else None


def _scores(state: Engagement, events: Sequence[Event], learner: PersonId) -> Iterable[float]:
    """T scores over the learner's scales, each time one was rated once all had been."""
    weights = {
        one.entry_id: one.goal.weight
        for one in _standing(state, events, GoalSet)
        if isinstance(one.goal, GarsGoal) and (not one.about or learner in one.about)
    }
    rated = [
        (one.goal, one.rating)
        for one in _standing(state, events, GoalRated)
        if one.rating is not None and one.by == learner
    ]
    return t_scores(weights, rated)


def _standing(state: Engagement, events: Iterable[Event], kind: type[E]) -> list[E]:
    """Entries of a kind in the order they were made, each as last corrected; none taken back."""
    latest = {one.entry_id: one for one in events if isinstance(one, kind)}
    return [one for entry, one in latest.items() if entry not in state.retracted]


def first_and_last(values: Iterable[float | None]) -> tuple[float, float] | None:
    """The first and the last of those there are; None where there are no two of them."""
    there = [float(one) for one in values if one is not None]
    return (there[0], there[-1]) if len(there) > 1 else None
