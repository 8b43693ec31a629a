"""Which entries count for what a gate asks: of which kind, by and about whom, since when."""

from typing import assert_never

from domain.base.model import EntryId, PersonId
from domain.base.roles import Role
from domain.engagement.cycles import (
    conversations,
    last_observed,
    observations,
    practised_since,
)
from domain.engagement.parties import people_in
from domain.engagement.records.practice import (
    Conversation,
    Rating,
    SessionOutcome,
    StepCompletion,
)
from domain.engagement.records.setting_up import BarrierAnswer, FilledSheet
from domain.engagement.state import AnyRecord, Engagement
from domain.process.checker import SHEET
from domain.process.vocabulary import Since, Who

OBSERVATION = "observation"
"""Asked of this cycle's observations alone, and of those carried into it."""


def of_kind(state: Engagement, entry: str) -> tuple[AnyRecord, ...]:
    """All entries of a kind, by the name a process model uses; `sheet:` and a key for one sheet."""
    if not entry.startswith(SHEET):
        return state.named.get(entry, ())
    sheet = entry.removeprefix(SHEET)
    return tuple(one for one in state.every(FilledSheet) if one.sheet == sheet)


def people(state: Engagement, who: Who) -> tuple[PersonId, ...] | None:
    """Everyone meant; None where anybody does. Between peers each is the coach as well."""
    match who:
        case Who.ANYBODY:
            return None
        case Who.EACH_LEARNER:
            return state.active_learners
        case Who.COACH:
            return people_in(state, Role.COACH)
        case Who.SUPERVISOR:
            return people_in(state, Role.SUPERVISOR)
        case Who.BOTH:
            coaches = people_in(state, Role.COACH)
            return tuple(dict.fromkeys((*state.active_learners, *coaches))) if coaches else ()
        case _:
            assert_never(who)


def counts(state: Engagement, one: AnyRecord, since: Since) -> bool:
    """Whether an entry is recent enough for any of the learners it is about."""
    if since is Since.START:
        return any(not one.about or learner in one.about for learner in state.active_learners)
    return any(
        counts_for(state, one, since, learner)
        for learner in state.active_learners
        if not one.about or learner in one.about
    )


def counts_for(state: Engagement, one: AnyRecord, since: Since, learner: PersonId) -> bool:
    """Whether an entry is recent enough for one learner."""
    if since is Since.START:
        return True
    if one.cycle != state.cycle.number:
        return False
    match since:
        case Since.CYCLE:
            return True
        case Since.OBSERVATION:
            observed = last_observed(state, learner)
            return observed is None or one.at >= observed
        case Since.PRACTICE:
            begun = practised_since(state, learner)
            return begun is not None and one.at >= begun
        case Since.CONVERSATION:
            talks = conversations(state, learner)
            return bool(talks) and one.at >= talks[0].at
        case _:
            assert_never(since)


def asked_after(state: Engagement, entry: str) -> tuple[AnyRecord, ...]:
    """The entries of which each must have its answer."""
    found = of_kind(state, entry)
    if entry != OBSERVATION:
        return found
    current = {
        one.entry_id for learner in state.active_learners for one in observations(state, learner)
    }
    return tuple(one for one in found if one.entry_id in current)


def answers(one: AnyRecord) -> tuple[EntryId, ...]:
    """The entries that an entry answers: a rating its goal, a conversation its observations."""
    match one:
        case Rating():
            return (one.goal,)
        case Conversation():
            return one.covers
        case StepCompletion():
            return (one.step,)
        case SessionOutcome():
            return (one.session,)
        case BarrierAnswer():
            return (one.barrier,)
        case _:
            return ()
