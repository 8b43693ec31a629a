"""Which entries a field of an act can name, each with words by which a person knows it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from domain.base.model import EntryId, PersonId
from domain.engagement.records.closing import (
    Concern,
    ConcernAnswer,
    Debrief,
    Disclosure,
)
from domain.engagement.records.practice import (
    NextStep,
    Observation,
    ScalingQuestion,
    StepCompletion,
)
from domain.engagement.records.setting_up import BarrierAnswer, Commitment, Goal
from domain.engagement.session_record import planned
from domain.engagement.state import Engagement
from domain.words import say_event
from services.reading.read import Reading
from services.reading.visible import Line

Choice = tuple[str, str]
_LONGEST = 90
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/[0-9a-f-]+)?")


def entry_choices(read: Reading, field: str) -> tuple[Choice, ...]:
    """(id, words) of the entries that `field` can name, newest first; only what the reader sees."""
    find = _FIELDS.get(field)
    wanted = set(find(read.state, read.reader.person_id)) if find else None
    found: dict[str, str] = {}
    for line in read.lines:
        if field == "barrier":
            found |= {i: t for i, t in _barriers(line) if wanted is None or i in wanted}
            continue
        entry = line.fields.get("entry_id")
        if entry and (wanted is None or entry in wanted):
            found[entry] = _words(line, read)
    return tuple(reversed(found.items()))


def _goals(state: Engagement, _: PersonId) -> Iterable[EntryId]:
    return [one.entry_id for one in state.every(Goal)]


def _sessions(state: Engagement, _: PersonId) -> Iterable[EntryId]:
    return [one.entry_id for one in planned(state)]


def _steps(state: Engagement, _: PersonId) -> Iterable[EntryId]:
    done = {one.step for one in state.every(StepCompletion)}
    return [one.entry_id for one in state.every(NextStep) if one.entry_id not in done]


def _open_barriers(state: Engagement, person: PersonId) -> Iterable[EntryId]:
    answered = {one.barrier for one in state.every(BarrierAnswer)}
    own = [one for one in state.every(Commitment) if one.by == person]
    return [b for one in own for b in one.barriers if b not in answered]


def _debriefs(state: Engagement, _: PersonId) -> Iterable[EntryId]:
    return [one.entry_id for one in state.every(Debrief)]


def _disclosures(state: Engagement, person: PersonId) -> Iterable[EntryId]:
    return [one.entry_id for one in state.every(Disclosure) if one.by == person]


def _concerns(state: Engagement, _: PersonId) -> Iterable[EntryId]:
    answered = {one.concern for one in state.every(ConcernAnswer)}
    return [one.entry_id for one in state.every(Concern) if one.entry_id not in answered]


def _observations(state: Engagement, _: PersonId) -> Iterable[EntryId]:
    return [one.entry_id for one in state.every(Observation)]


def _scaling_questions(state: Engagement, person: PersonId) -> Iterable[EntryId]:
    return [one.entry_id for one in state.every(ScalingQuestion) if person in one.about]


def _own(state: Engagement, person: PersonId) -> Iterable[EntryId]:
    return [entry for entry, one in state.records.items() if one.by == person and one.retractable]


_FIELDS: Mapping[str, Callable[[Engagement, PersonId], Iterable[EntryId]]] = {
    "goal": _goals,
    "session": _sessions,
    "step": _steps,
    "steps": _steps,
    "barrier": _open_barriers,
    "debrief": _debriefs,
    "disclosure": _disclosures,
    "concern": _concerns,
    "carry": _observations,
    "scaling_question": _scaling_questions,
    "entry": _own,
}


def _words(line: Line, read: Reading) -> str:
    said = _meeting(line, read) or _first_text(line.fields) or say_event(line.kind)
    if len(said) > _LONGEST:
        said = said[: _LONGEST - 1].rstrip() + "…"
    return f"{said} ({line.at.astimezone(read.reader.zone):%Y-%m-%d}, {read.name(line.by)})"


def _meeting(line: Line, read: Reading) -> str:
    """When a session is, as the reader's clock has it."""
    starts = line.fields.get("starts")
    if not isinstance(starts, str):
        return ""
    there = datetime.fromisoformat(starts).astimezone(read.reader.zone)
    return f"{say_event(line.kind)} {there:%Y-%m-%d %H:%M}"


_KNOWN_BY = (
    "goal",
    "step",
    "specific",
    "behavior",
    "text",
    "concern",
    "content",
    "wording",
)


def _first_text(value: Any) -> str:
    """The first piece of what somebody wrote: what a person knows an entry by."""
    for name in _KNOWN_BY:
        if isinstance(value, Mapping) and (inner := value.get(name)):
            said = inner if isinstance(inner, str) else _first_text(inner)
            # A rating names its goal by id, which tells nobody anything.
            return "" if _ID.fullmatch(said) else said
    return ""


def _barriers(line: Line) -> Iterable[Choice]:
    said = line.fields.get("barriers", ())
    # A review's barriers are a text, which nobody answers one by one.
    for n, one in enumerate(() if isinstance(said, str) else said, start=1):
        yield f"{line.fields.get('entry_id')}/{n}", str(one["what"])
