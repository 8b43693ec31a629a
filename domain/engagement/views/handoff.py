"""The sustainability handoff as data (Toolkit, ch. 6, sustainability plan; table 6.5, step 7)."""

from collections.abc import Mapping

from domain.agency.agency import Agency
from domain.base.model import Instant, PersonId
from domain.engagement.follow_ups import follow_up_dates
from domain.engagement.state import Engagement
from domain.engagement.views.handoff_content import HandoffContent
from domain.engagement.views.papers import Handoff, NextStepLine
from domain.person.person import Person


def content(state: Engagement, agency: Agency, at: Instant) -> HandoffContent:
    """What the handoff says, as of `at`: nothing said in coaching but what the learner tells."""
    closing = state.closing
    plan = state.plan
    return HandoffContent(
        skill=state.skill,
        # A goal the supervisor never confirmed is not a goal as agreed.
        goals=tuple(goal.statement for goal in state.goals if goal.confirmed),
        results=closing.results,
        what_helps=closing.what_helps,
        supported_by=plan.supported_by if plan else "Not agreed",
        promised=plan.promised if plan else "Not agreed",
        next_steps=tuple(
            NextStepLine(text=step.text, due=step.due, done=step.done)
            for step in state.next_steps
            if step.entry_id not in closing.hidden_steps and not step.done
        ),
        follow_ups=tuple(follow_up_dates(at, agency).values()),
        missing=closing.missing,
        produced_at=at,
    )


def handoff(state: Engagement, agency: Agency, people: Mapping[PersonId, Person]) -> Handoff:
    """The handoff the learner saw, with names. Raises ValueError before it was produced."""
    said = state.closing.handoff
    if said is None:
        raise ValueError("no handoff was produced")
    return Handoff(
        engagement_id=state.engagement_id,
        agency=agency.settings.name,
        learner=" and ".join(name(people, person) for person in state.active_learners),
        supervisor=name(people, state.supervisor),
        coach=name(people, state.coach),
        contact=agency.settings.contact,
        **dict(said),
    )


def name(people: Mapping[PersonId, Person], person: PersonId | None) -> str:
    """A person's name, or words that stand for it."""
    if person is None:
        return "(nobody yet)"
    known = people.get(person)
    return known.name if known else "(unknown person)"
