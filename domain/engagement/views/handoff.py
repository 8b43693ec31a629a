"""The sustainability handoff as data (Toolkit, ch. 6, sustainability plan; table 6.5, step 7)."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from domain.agency.agency import Agency
from domain.base.model import Instant, PersonId
from domain.engagement.closings import follow_ups_promised, gone_on, results_of
from domain.engagement.records.closing import DevelopmentPlan, Handoff, Meeting, Results
from domain.engagement.records.practice import NextStep, StepCompletion
from domain.engagement.records.setting_up import Goal, GoalConfirmation
from domain.engagement.state import Engagement
from domain.engagement.topics.agreement import in_force
from domain.engagement.topics.sustainability import promise_in_force
from domain.engagement.views import papers
from domain.engagement.views.handoff_content import GoalLine, HandoffContent, StepLine
from domain.person.person import Person


def content(
    state: Engagement,
    agency: Agency,
    learner: PersonId,
    at: Instant,
    *,
    but: tuple[PersonId, ...] = (),
) -> HandoffContent:
    """What one learner's handoff says, as of `at`; of what was said in coaching, what they tell.

    Goals that the terms keep from the supervisor are not in it, and of a learner who could not be
    reached nothing of the learner's own. `but`: whose handoffs are being made with it, so that the
    follow-up days are fixed anew.
    """
    unseen = gone_on(state, learner) is not None
    told = None if unseen else results_of(state, learner)
    promise = promise_in_force(state)
    terms = in_force(state)
    kept_from_supervisor = terms is not None and "goals" in terms.narrowed
    return HandoffContent(
        skill=state.skill,
        goals=() if kept_from_supervisor else _goals(state, learner),
        results=told.results if told else None,
        what_helps=told.what_helps if told else (),
        promised=promise.promised if promise else None,
        promised_by=promise.by if promise else None,
        supported_by=promise.supported_by if promise else None,
        next_steps=_steps(state, learner, told) if told else (),
        follow_ups=follow_ups_promised(state, agency, at, but=but or (learner,)),
        development_plan=_plan_wanted(state, learner),
        unseen=unseen,
        produced_at=at,
    )


def handoff(
    state: Engagement, agency: Agency, people: Mapping[PersonId, Person], said: Handoff
) -> papers.Handoff:
    """A learner's handoff with names. Raises ValueError once its content was disposed of."""
    content = said.content
    if content is None:
        raise ValueError("the handoff was disposed of")
    supporter = name(people, content.promised_by) if content.promised_by else None
    return papers.Handoff(
        engagement_id=state.engagement_id,
        agency=agency.settings.name,
        learner=" and ".join(name(people, person) for person in said.about),
        supervisor=name(people, state.supervisor),
        coach=name(people, state.coach),
        version=said.version,
        skill=content.skill,
        goals=content.goals,
        results=content.results,
        what_helps=content.what_helps,
        promised=content.promised,
        promised_by=supporter,
        supported_by=content.supported_by or supporter,
        next_steps=content.next_steps,
        follow_ups=content.follow_ups,
        development_plan=content.development_plan,
        unseen=content.unseen,
        contact=agency.settings.contact,
        produced_at=content.produced_at.astimezone(ZoneInfo(agency.settings.time_zone)),
    )


def name(people: Mapping[PersonId, Person], person: PersonId | None) -> str:
    """A person's name, or words that stand for it."""
    if person is None:
        return "(nobody yet)"
    known = people.get(person)
    return known.name if known else "(unknown person)"


def _goals(state: Engagement, learner: PersonId) -> tuple[GoalLine, ...]:
    """Goals as agreed: confirmed as they stand, by whoever was the supervisor then."""
    confirmed = {goal for one in state.every(GoalConfirmation) for goal in one.goals}
    return tuple(
        GoalLine(statement=goal.statement, measure=goal.measure, due=goal.due)
        for goal in state.every(Goal)
        if learner in goal.about and (goal.entry_id, goal.revision) in confirmed
    )


def _steps(state: Engagement, learner: PersonId, told: Results) -> tuple[StepLine, ...]:
    """Open steps that the learner shows."""
    done = {one.step for one in state.every(StepCompletion)}
    return tuple(
        StepLine(text=step.text, due=step.due)
        for step in state.every(NextStep)
        if (learner in step.about or not step.about)
        and step.entry_id not in done
        and (told.steps is None or step.entry_id in told.steps)
    )


def _plan_wanted(state: Engagement, learner: PersonId) -> bool:
    wanted = any(one.development_plan_wanted for one in state.every(Meeting))
    return wanted or any(learner in one.about for one in state.every(DevelopmentPlan))
