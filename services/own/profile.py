"""A person's own page: when they are written to, and what others can see of what they wrote."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from domain.agency.agency import WorkingHours
from domain.base.confidential import mark_of
from domain.base.messages import Event, Via
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.events import AnyEvent
from domain.engagement.parties import people_in
from domain.engagement.state import Engagement
from domain.person.person import Person, RegisterPerson, SetPreferences
from domain.words import say_event
from services.acts.kinds import kind_of
from services.connections import Engine
from services.reading.access import engagement_for, was_read
from services.reading.agencies import agency_of
from services.reading.names import names_of
from services.reading.visible import Line, seen_by

_ROLES = (Role.LEARNER, Role.COACH, Role.SUPERVISOR, Role.COORDINATOR)


@dataclass(frozen=True)
class Profile:
    """Who the person is here, and when they are written to.

    `hours` hold now; `own_hours`: the person set them. `reminder_days` are weekdays, 0 Monday.
    """

    name: str
    email: str
    time_zone: str
    hours: WorkingHours
    own_hours: bool
    reminder_days: tuple[int, ...]


@dataclass(frozen=True)
class SeenItem:
    """One kind of thing the person did that another can see, and how often.

    `text`: what was written can be read, not only that it happened.
    """

    kind: str
    says: str
    times: int
    text: bool


@dataclass(frozen=True)
class SeenOfMe:
    """What one other person in one role can see now of what the person did."""

    role: str
    name: str
    items: tuple[SeenItem, ...]


async def profile_of(engine: Engine, person: Person) -> Profile:
    """As it stands now. Raises `NotFound`, `StoreUnavailable`."""
    now = await _fresh(engine, person)
    agency = await agency_of(engine, now.agency_id)
    return Profile(
        name=now.name,
        email=now.email,
        time_zone=now.time_zone,
        hours=now.working_hours or agency.settings.working_hours,
        own_hours=now.working_hours is not None,
        reminder_days=now.reminder_days,
    )


async def say_who(
    engine: Engine, person: Person, command_id: str, *, name: str, time_zone: str
) -> None:
    """Change one's own name and time zone.

    Raises pydantic's ValidationError, `Refusal`, `StoreUnavailable`.
    """
    now = await _fresh(engine, person)
    said = {"name": name, "time_zone": time_zone, "email": now.email}
    await engine.store.people.record(
        person.person_id,
        RegisterPerson.model_validate({**_head(engine, person, command_id), **said}),
    )


async def set_preferences(
    engine: Engine,
    person: Person,
    command_id: str,
    *,
    hours: WorkingHours | None,
    reminder_days: Iterable[int],
) -> None:
    """Say when one wants to be written to; `hours` None takes the agency's.

    Raises pydantic's ValidationError, `Refusal`, `StoreUnavailable`.
    """
    said = {"working_hours": hours, "reminder_days": tuple(reminder_days)}
    await engine.store.people.record(
        person.person_id,
        SetPreferences.model_validate({**_head(engine, person, command_id), **said}),
    )


async def seen_of_me(
    engine: Engine, person: Person, engagement_id: str
) -> tuple[Engagement, list[SeenOfMe]]:
    """What each other person of an engagement can see now of what this person did in it.

    Read off the rules by which everybody reads, so that it can't say otherwise than they do.
    Raises `NotFound` as `access.engagement_for`, `StoreUnavailable`.
    """
    state = await engagement_for(engine, person, engagement_id)
    was_read(person, state.engagement_id, "seen of me")
    events = await engine.store.reader.events(state.engagement_id)
    others = list(_others(state, person.person_id))
    names = await names_of(engine, (other for _, other in others))
    return state, [
        SeenOfMe(
            role=role.value,
            name=names.get(other, ""),
            items=tuple(_items(seen_by(state, events, other), person.person_id)),
        )
        for role, other in others
    ]


def _others(state: Engagement, me: PersonId) -> Iterator[tuple[Role, PersonId]]:
    seen = {me}
    for role in _ROLES:
        for person in people_in(state, role):
            if person not in seen:
                seen.add(person)
                yield role, person


def _items(lines: Iterable[Line], me: PersonId) -> Iterator[SeenItem]:
    mine = [line for line in lines if line.by == me and line.via != Via.ENGINE.value]
    with_text = {line.kind for line in mine if _has_text(line)}
    for kind, times in Counter(line.kind for line in mine).items():
        yield SeenItem(kind, say_event(kind), times, kind in with_text)


def _has_text(line: Line) -> bool:
    cls = _events()[line.kind]
    return any(
        value not in (None, "", [], {}) and mark_of(cls, name) is not None
        for name, value in line.fields.items()
    )


@cache
def _events() -> dict[str, type[Event]]:
    return {kind_of(cls): cls for cls in get_args(AnyEvent)}


async def _fresh(engine: Engine, person: Person) -> Person:
    known = await engine.store.reader.people([person.person_id])
    return known.get(person.person_id, person)


def _head(engine: Engine, person: Person, command_id: str) -> dict[str, object]:
    return {
        "command_id": command_id,
        "by": person.person_id,
        "at": engine.clock.now(),
        "person_id": person.person_id,
        "agency_id": person.agency_id,
    }
