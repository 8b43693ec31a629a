"""Which entries, stages, sheets and days an act can name in an engagement, by one person.

Narrowed as the rules narrow it, so that nobody is offered what would be refused.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from domain.base.model import EntryId, PersonId
from domain.engagement.cycles import undiscussed
from domain.engagement.entries import theirs
from domain.engagement.parties import is_group, model_of
from domain.engagement.records.closing import Concern, Debrief, Disclosure
from domain.engagement.records.practice import ScalingQuestion
from domain.engagement.records.setting_up import Commitment, Goal
from domain.engagement.session_record import planned
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import open_barriers
from domain.engagement.topics.concerns import answered
from domain.engagement.topics.debriefs import unseen_by
from domain.engagement.topics.following import followed_up
from domain.engagement.topics.next_steps import open_steps

_Find = Callable[[Engagement, PersonId, datetime], Iterable[EntryId]]


def nameable(
    state: Engagement, kind: str, field: str, person: PersonId, at: datetime
) -> tuple[EntryId, ...] | None:
    """The entries that a field can name; None where it is no matter which."""
    find = _FINDERS.get(f"{kind}.{field}")
    return tuple(find(state, person, at)) if find else None


def settled(state: Engagement, kind: str, field: str) -> tuple[str, ...] | None:
    """What a field that is free text to its type can say here; None where anything will do."""
    model = model_of(state)
    match kind, field:
        case "go_back", "to":
            return tuple(one.key for one in model.stages[: model.number(state.stage) - 1])
        case "fill_sheet", "sheet":
            return tuple(model.sheets)
        case "answer_follow_up", "days":
            done = followed_up(state)
            days = (line.days for line in state.closing.follow_ups)
            return tuple(str(one) for one in days if one not in done)
        case _:
            return None


def nothing_to_name(
    state: Engagement, kind: str, fields: Iterable[str], person: PersonId, at: datetime
) -> bool:
    """Whether one of these fields, which must be answered, can be answered by nothing now."""
    return any(
        settled(state, kind, field) == () or nameable(state, kind, field, person, at) == ()
        for field in fields
    )


def _goals(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    return (one.entry_id for one in state.every(Goal) if person in one.about)


def _sessions(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    alone = is_group(state) and person in state.learners
    # One learner of a group does not speak for a session of all.
    return (one.entry_id for one in planned(state) if not alone or one.about == (person,))


def _sessions_begun(state: Engagement, person: PersonId, at: datetime) -> Iterable[EntryId]:
    begun = {one.entry_id for one in planned(state) if one.starts <= at}
    return (one for one in _sessions(state, person, at) if one in begun)


def _steps(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    alone = is_group(state) and person in state.learners
    return (one.entry_id for one in open_steps(state) if not alone or person in one.about)


def _barriers(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    own = {b for one in state.every(Commitment) if one.by == person for b in one.barriers}
    return (barrier for barrier in open_barriers(state) if barrier in own)


def _debriefs(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    return (one.entry_id for one in state.every(Debrief) if person in unseen_by(state, one))


def _untold(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    own = (one for one in state.every(Disclosure) if one.by == person)
    return (one.entry_id for one in own if not one.safe_to_tell)


def _unreported(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    own = (one for one in state.every(Disclosure) if one.by == person)
    return (one.entry_id for one in own if one.duty_to_report and not one.reported)


def _concerns(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    brought = (one for one in state.every(Concern) if one.handler == person)
    return (one.entry_id for one in brought if not answered(state, one))


def _observations(state: Engagement, _: PersonId, __: datetime) -> Iterable[EntryId]:
    return (one.entry_id for one in undiscussed(state))


def _scaling_questions(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    return (one.entry_id for one in state.every(ScalingQuestion) if person in one.about)


def _own(state: Engagement, person: PersonId, _: datetime) -> Iterable[EntryId]:
    waiting = set(open_barriers(state))
    for entry, one in state.records.items():
        stays = isinstance(one, Commitment) and waiting.intersection(one.barriers)
        if one.retractable and theirs(state, one, person) and not stays:
            yield entry


_FINDERS: Mapping[str, _Find] = {
    "rate_goal.goal": _goals,
    "hold_session.session": _sessions_begun,
    "miss_session.session": _sessions_begun,
    "cancel_session.session": _sessions,
    "complete_next_step.step": _steps,
    "tell_results.steps": _steps,
    "answer_barrier.barrier": _barriers,
    "see_debrief.debrief": _debriefs,
    "tell_of_disclosure.disclosure": _untold,
    "note_report.disclosure": _unreported,
    "answer_concern.concern": _concerns,
    "decide_next.carry": _observations,
    "answer_scaling_question.scaling_question": _scaling_questions,
    "retract_entry.entry": _own,
}
"""By the act and its field."""
