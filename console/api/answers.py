"""What the API answers with, beside what services give as it is."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import JsonValue

from domain.base.model import Frozen, Instant
from domain.person.person import Person
from services.reading.engagement_facts import EngagementFacts
from services.reading.visible import Line

T = TypeVar("T")


class Page(Frozen, Generic[T]):
    """A part of a list; `next` is the cursor of the part that follows, null at the end."""

    items: tuple[T, ...]
    next: str | None = None


class HistoryLine(Frozen):
    """One thing that happened; `fields` are those the reader may read, `n` counts own lines."""

    n: int
    kind: str
    says: str
    at: Instant
    by: str
    """The person's id, or `engine`."""
    role: str
    via: str
    fields: dict[str, JsonValue] = {}


class PersonShape(Frozen):
    """A person of the agency."""

    person_id: str
    agency_id: str
    name: str
    email: str
    time_zone: str

    @classmethod
    def of(cls, person: Person) -> "PersonShape":
        """A person, as it is shown."""
        return cls.model_validate(person.model_dump(include=set(cls.model_fields)))


class Me(Frozen):
    """Who calls, and what they are in the agency beside their parts in engagements."""

    person: PersonShape
    agency: str
    coordinator: bool
    """Whether they are one of the agency's program coordinators."""
    leader: bool
    system: bool
    """Whether it is an agency's system that calls, in this person's name."""
    scopes: tuple[str, ...]


class TodoShape(Frozen):
    """One thing the caller can do now. Leadership is not told of which engagement."""

    says: str
    act: str
    requirement: str
    role: str
    engagement_id: str | None
    due: Instant | None
    """By when it is asked for."""
    overdue: bool
    """Whether that day is past where the caller is."""
    opens: Instant | None
    """Not before this; null where it can be done at once."""
    days: int | None
    """Which follow-up it is, by its days after closing."""
    paper: str | None
    """What it approves, to be read first."""


class EngagementShape(EngagementFacts):
    """One engagement, with its skill and purpose for people; a system is told facts alone."""

    skill: str | None
    purpose: str | None


class PossibleAct(Frozen):
    """An act that is open to the caller now; `waits` where it is waited for."""

    kind: str
    says: str
    waits: bool
    schema_url: str
    paper: str | None


class Done(Frozen):
    """An act was recorded: `entry` names what it made, `repeated` that it had been before."""

    entry: str
    engagement_id: str
    stage: str
    status: str
    repeated: bool


class PaperSection(Frozen):
    """A heading with what is below it."""

    heading: str
    points: tuple[str, ...]


class PaperShape(Frozen):
    """What people approve, as the caller may see it. `fields` are what the act must name."""

    name: str
    title: str
    version: int
    sections: tuple[PaperSection, ...]
    standing: str
    approve: str | None
    fields: dict[str, JsonValue]


class ActShape(Frozen):
    """An act there is."""

    kind: str
    says: str
    schema_url: str


def history(lines: tuple[Line, ...], say: Callable[[str], str]) -> tuple[HistoryLine, ...]:
    """Lines with their words."""
    return tuple(
        HistoryLine(
            n=one.n,
            kind=one.kind,
            says=say(one.kind),
            at=one.at,
            by=one.by,
            role=one.role,
            via=one.via,
            fields={name: _plain(value) for name, value in one.fields.items()},
        )
        for one in lines
    )


def _plain(value: Any) -> JsonValue:
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    plain: JsonValue = value
    return plain
