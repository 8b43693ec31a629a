"""Entries: acts that leave something with an id, which its author may correct or take back.

An entry keeps its id for good. A correction is the same act said anew with `corrects`: it replaces
what stands there, at the time and in the cycle of the first saying. What others approved of it must
be approved anew (`revision`).
"""

from dataclasses import replace
from typing import Annotated, Any, TypedDict, TypeVar

from domain.base.confidential import Plain
from domain.base.messages import Command, EntryRef, Event, PersonRef
from domain.base.model import EntryId, Instant, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.parties import concerned, people_in
from domain.engagement.records.record import Record
from domain.engagement.state import AnyRecord, Engagement

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound="EntryMade")


class MakeEntry(Command):
    """A command that makes an entry, or corrects one of the author's own (`corrects`: its id)."""

    corrects: EntryRef | None = None


class MakeEntryAbout(MakeEntry):
    """The same, about learners; who is plainly meant need not be named."""

    about: tuple[PersonRef, ...] = ()


class EntryMade(Event):
    """An entry was made, or corrected: `entry_id` stays the same."""

    entry_id: Annotated[EntryRef, Plain()]
    about: Annotated[tuple[PersonRef, ...], Plain()] = ()
    corrected: Annotated[bool, Plain()] = False


class Head(TypedDict):
    """What every record takes over from the event that made it."""

    entry_id: EntryId
    by: PersonId
    role: Role
    at: Instant
    about: tuple[PersonId, ...]
    cycle: int


def made(
    event: type[E],
    state: Engagement,
    command: MakeEntry,
    role: Role,
    record: type[Record],
    *,
    about: tuple[PersonId, ...] | None = None,
    whole_group: bool = False,
    replaces: EntryId | None = None,
    **more: Any,
) -> E:
    """The event of an entry made or corrected.

    `about` given here overrides what the command names; `replaces` is the entry that the act
    corrects where the command names none. Raises `Refusal`: `unknown_entry`,
    `not_author`, `other_kind_of_entry` for a wrong `corrects`; and as `concerned`.
    """
    if about is None:
        named = command.about if isinstance(command, MakeEntryAbout) else ()
        about = concerned(state, command, named, whole_group=whole_group)
    before = command.corrects or replaces
    if before is not None:
        own(state, command, before, record)
    entry_id, corrected = before or command.command_id, before is not None
    return event.of(command, role, entry_id=entry_id, about=about, corrected=corrected, **more)


def own(state: Engagement, command: Command, entry: EntryId, record: type[R]) -> R:
    """The author's own entry of this kind, or one that has passed on to them.

    Raises `Refusal`: `unknown_entry`, `other_kind_of_entry`, `not_author`.
    """
    found = find(state, entry, record)
    if not theirs(state, found, command.by):
        raise Refusal("not_author")
    return found


def theirs(state: Engagement, entry: Record, person: PersonId) -> bool:
    """Whether a person may correct an entry and take it back: its author.

    What still asks something of a learner (a goal, a step) is the coach's, too, once whoever wrote
    it takes no more part: it would stand for ever.
    """
    if entry.by == person:
        return True
    coaches = people_in(state, Role.COACH)
    gone = entry.by not in (*state.active_learners, *coaches)
    ours = any(learner in state.active_learners for learner in entry.about)
    return type(entry).passes_on and person in coaches and gone and ours


def find(state: Engagement, entry: EntryId, record: type[R]) -> R:
    """The entry of this kind with this id.

    Raises `Refusal`: `unknown_entry`, `other_kind_of_entry`.
    """
    found = state.records.get(entry)
    if found is None:
        raise Refusal("unknown_entry", entry=entry)
    if not isinstance(found, record):
        raise Refusal("other_kind_of_entry", entry=entry)
    return found


def head(state: Engagement, event: EntryMade) -> Head:
    """What a record takes over from its event; a correction keeps first time and cycle."""
    before = state.records.get(event.entry_id)
    return Head(
        entry_id=event.entry_id,
        by=event.by,
        role=event.role,
        at=before.at if before else event.at,
        about=event.about,
        cycle=before.cycle if before else state.cycle.number,
    )


def without(state: Engagement, entry: EntryId) -> Engagement:
    """The state without an entry; the events keep it."""
    rest: dict[EntryId, AnyRecord] = {k: v for k, v in state.records.items() if k != entry}
    return replace(state, records=rest, retracted=(*state.retracted, entry))
