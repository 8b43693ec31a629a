"""What a person chooses among before an act: who acts, which act, which entries and people."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.model import EngagementId, EntryId
from domain.words import say_event
from services import find
from services.acts.possible import possible
from services.reading.read import Reading, reading
from store.store import Store


@dataclass(frozen=True)
class Choices:
    """For one person in one engagement. Entries and people are (id or address, how it reads)."""

    engagement_id: EngagementId
    actor: str
    email: str
    first: tuple[str, ...]
    """Acts that wait for this person."""
    other: tuple[str, ...]
    """Other acts that are open to them now."""
    entries: tuple[tuple[EntryId, str], ...]
    people: tuple[tuple[str, str], ...]
    learners: int = 1
    """How many take part: with one, whom an act is about need not be asked."""


async def people_of(store: Store, typed: str) -> list[tuple[str, str]]:
    """Who takes part in an engagement: (address, name and roles). Raises `NotFound`."""
    state = await find.engagement(store, typed)
    parts: dict[str, list[str]] = {}
    for role, person in (
        *(("learner", learner) for learner in state.learners),
        ("coach", state.coach),
        ("supervisor", state.supervisor),
        ("coordinator", state.coordinator),
    ):
        if person:
            parts.setdefault(person, []).append(role)
    known = await store.reader.people(parts)
    return [
        (known[person].email or person, f"{known[person].name}, {' and '.join(roles)}")
        for person, roles in parts.items()
        if person in known
    ]


async def choices(store: Store, at: datetime, typed: str, by: str) -> Choices:
    """What `by` can do now. Raises `NotFound` for who has no part in the engagement."""
    state = await find.engagement(store, typed)
    person = await find.person(store, by, [state.agency_id])
    read = await reading(store, state, person, at)
    todos = await store.reader.todo_in(person.person_id, state.engagement_id)
    waiting = [todo.act for todo in todos]
    can = possible(state, read.agency, person.person_id, at)
    return Choices(
        engagement_id=state.engagement_id,
        actor=person.name,
        email=person.email or person.person_id,
        first=tuple(dict.fromkeys(act for act in waiting if act in can)),
        other=tuple(act for act in can if act not in waiting),
        entries=_entries(read),
        people=tuple(await people_of(store, state.engagement_id)),
        learners=len(state.active_learners),
    )


async def choices_at_agency(store: Store, typed: str, by: str) -> Choices:
    """For an act of an agency's own stream; `typed` names it, or an engagement of it."""
    agency = await find.agency_behind(store, typed)
    person = await find.person(store, by, [agency.agency_id])
    email = person.email or person.person_id
    return Choices(agency.agency_id, person.name, email, (), (), (), ())


def _entries(read: Reading) -> tuple[tuple[EntryId, str], ...]:
    """Entries the person may know of, newest first: what, when and by whom, not what they say."""
    found = [
        (entry, f"{say_event(line.kind)} {line.at:%Y-%m-%d}, {read.name(line.by)}, {entry[:8]}")
        for line in read.lines
        if (entry := line.fields.get("entry_id"))
    ]
    return tuple(reversed(found))
