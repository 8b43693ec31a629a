"""Whether what a process model asks for is there, and who has done their part of it.

The words are those of `process/vocabulary.py`; entries are looked up by the names of their records,
facts in the tables beside this file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.engagement.gates import closing_facts, facts, practice_facts
from domain.engagement.gates.circumstances import holds
from domain.engagement.gates.counting import (
    answers,
    asked_after,
    counts,
    counts_for,
    of_kind,
    people,
)
from domain.engagement.parties import is_group, is_peer
from domain.engagement.state import AnyRecord, Engagement
from domain.process.vocabulary import Every, Fact, Need, Question, Some, Who

FACTS: Mapping[str, Callable[[Engagement, Agency], bool]] = {
    **facts.FACTS,
    **practice_facts.FACTS,
    **closing_facts.FACTS,
}
"""Every fact that a process model may ask for."""

DONE_BY: Mapping[str, Callable[[Engagement], Iterable[PersonId]]] = {
    **facts.DONE_BY,
    **practice_facts.DONE_BY,
    **closing_facts.DONE_BY,
}
"""Who has done their part of a fact, for those that take several people."""


OF_ANOTHER = frozenset({"demonstration", "observation", "conversation"})
"""Entries that a peer makes about the other one, never of themself."""


def met(state: Engagement, agency: Agency, need: Need) -> bool:
    """Whether a need is met, or not asked for in this engagement's circumstances.

    Raises KeyError for a fact that is not known; `process/checker.py` lets no such model through.
    """
    if need.only_if is not None and not holds(state, need.only_if):
        return True
    if need.unless is not None and holds(state, need.unless):
        return True
    instead = _instead(state, need)
    if instead is None:
        return _answered(state, agency, need.question)
    return all(
        _answered(one, agency, need.question) or _answered(one, agency, instead)
        for one in _apart(state)
    )


def done_by(state: Engagement, agency: Agency, need: Need) -> frozenset[PersonId]:
    """Who has done their part of a need, so that it is no longer asked of them."""
    questions = _questions(state, need)
    found = {person for question in questions for person in _done(state, question)}
    if len(questions) > 1 and is_group(state):
        # Not the coach, who has done their part for one learner and may have yet to for another.
        met_for = (
            p for one in _apart(state) for p in one.active_learners if met(one, agency, need)
        )
        return frozenset(found.intersection(state.active_learners).union(met_for))
    return frozenset(found)


def _apart(state: Engagement) -> Iterator[Engagement]:
    """The engagement as it is for each learner of a group: each sees it done, or does without."""
    if not is_group(state) or not state.active_learners:
        yield state
        return
    for learner in state.active_learners:
        yield replace(state, learners={learner: state.learners[learner]})


def _questions(state: Engagement, need: Need) -> tuple[Question, ...]:
    """What is asked, and what does as well."""
    instead = _instead(state, need)
    return (need.question,) if instead is None else (need.question, instead)


def _instead(state: Engagement, need: Need) -> Question | None:
    """What does as well in this engagement's circumstances, if anything does."""
    if need.instead_if is not None and not holds(state, need.instead_if):
        return None
    return need.instead


def _answered(state: Engagement, agency: Agency, question: Question) -> bool:
    match question:
        case Some():
            return _some(state, question)
        case Every():
            return all(_has(state, question, one) for one in asked_after(state, question.entry))
        case Fact():
            return FACTS[question.fact](state, agency)
        case _:
            assert_never(question)


def _some(state: Engagement, question: Some) -> bool:
    """Each whose own entry is asked for made one; each whom one must be about has one."""
    authors, subjects = people(state, question.by), people(state, question.about)
    found = _counting(state, question, authors)
    if authors is None and subjects is None:
        return any(True for _ in found)
    entries = tuple(found)
    authors_done = authors is None or (bool(authors) and set(authors) <= _authors(entries))
    subjects_done = subjects is None or (
        bool(subjects) and set(subjects) <= _subjects(state, question, entries)
    )
    return authors_done and subjects_done


def _counting(
    state: Engagement, question: Some, authors: tuple[PersonId, ...] | None
) -> Iterator[AnyRecord]:
    """Entries of the kind that are recent enough, by those who must have made them."""
    return (
        one
        for one in of_kind(state, question.entry)
        if (authors is None or one.by in authors) and counts(state, one, question.since)
    )


def _authors(entries: Iterable[AnyRecord]) -> set[PersonId]:
    return {one.by for one in entries}


def _subjects(state: Engagement, question: Some, entries: Iterable[AnyRecord]) -> set[PersonId]:
    return {
        learner
        for one in entries
        for learner in one.about
        if counts_for(state, one, question.since, learner)
    }


def _has(state: Engagement, question: Every, one: AnyRecord) -> bool:
    """Whether an entry has its answer: by each learner it is about, or by anybody."""
    by = _answering(state, question, one)
    if question.by is Who.ANYBODY:
        return bool(by)
    asked = people(state, question.by) or ()
    if question.by is Who.EACH_LEARNER:
        return all(person in by for person in asked if person in one.about)
    return bool(asked) and all(person in by for person in asked)


def _answering(state: Engagement, question: Every, one: AnyRecord) -> set[PersonId]:
    """Who gave an entry its answer, recently enough."""
    return {
        answer.by
        for answer in of_kind(state, question.has)
        if one.entry_id in answers(answer) and counts(state, answer, question.since)
    }


def _done(state: Engagement, question: Question) -> Iterable[PersonId]:
    match question:
        case Some():
            entries = tuple(_counting(state, question, people(state, question.by)))
            own = _authors(entries) if question.by is not Who.ANYBODY else set()
            if question.about is Who.ANYBODY:
                return own
            subjects = _subjects(state, question, entries)
            return own | (
                _others(state, subjects) if _is_for_each_other(state, question) else subjects
            )
        case Every():
            return _all_answered(state, question)
        case Fact():
            found = DONE_BY.get(question.fact)
            return found(state) if found else ()
        case _:
            assert_never(question)


def _is_for_each_other(state: Engagement, question: Some) -> bool:
    return is_peer(state) and question.entry in OF_ANOTHER


def _others(state: Engagement, subjects: set[PersonId]) -> set[PersonId]:
    """Those who did it for the other: what a peer has seen done for them is not their part."""
    return {
        peer
        for peer in state.active_learners
        if all(other in subjects for other in state.active_learners if other != peer)
    }


def _all_answered(state: Engagement, question: Every) -> tuple[PersonId, ...]:
    """Those who gave every answer that is asked of them."""
    if question.by is Who.ANYBODY:
        return ()
    asked = asked_after(state, question.entry)
    return tuple(
        person
        for person in people(state, question.by) or ()
        if all(
            person in _answering(state, question, one)
            for one in asked
            if question.by is not Who.EACH_LEARNER or person in one.about
        )
    )
