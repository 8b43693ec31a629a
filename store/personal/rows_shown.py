"""Rows as pages list them: ids, days and keys; names and skills are unsealed apart."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.base.model import AgencyId, EngagementId, PersonId
from domain.engagement.views.overview import Overview, Todo


@dataclass(frozen=True)
class BoardRow:
    """One engagement of a list; `about` is the skill, sealed, None once disposed of.

    `key` is its value in the order that was asked for: where the next page begins.
    """

    overview: Overview
    about: bytes | None
    key: datetime | date


@dataclass(frozen=True)
class OwnRow:
    """One engagement of a person's own list, with the roles they have in it."""

    overview: Overview
    about: bytes | None
    roles: tuple[str, ...]
    over: bool


@dataclass(frozen=True)
class WaitingRow:
    """One thing that waits for a person, in an engagement of which they see the line.

    `learners` and `about`, the sealed skill, are None where they have no part in it, so that it is
    not told who is coached in what.
    """

    todo: Todo
    learners: tuple[PersonId, ...] | None
    about: bytes | None
    wanted: datetime
    n: int


@dataclass(frozen=True)
class Column:
    """A column of the board; no more than `overdue_up_to` overdue ones are counted."""

    place: str
    engagements: int
    at_risk: int
    overdue: int


@dataclass(frozen=True)
class Coach:
    """A coach of an agency, with how many engagements are under way, counted up to a hundred."""

    person: PersonId
    under_way: int


@dataclass(frozen=True)
class Coached:
    """One engagement of a coach; `stated`: they stated their expertise for it."""

    coach: PersonId
    engagement_id: EngagementId
    about: bytes | None
    status: str
    outcome: str | None
    stated: bool


@dataclass(frozen=True)
class BoardFilter:
    """What a board is narrowed to; what is None narrows nothing.

    `learners` are the people a search found: engagements of any of them.
    """

    agency: AgencyId
    place: str | None = None
    status: str | None = None
    at_risk: bool | None = None
    overdue_at: datetime | None = None
    cohort: str | None = None
    coach: PersonId | None = None
    supervisor: PersonId | None = None
    coordinator: PersonId | None = None
    learners: tuple[PersonId, ...] | None = None


Place = tuple[datetime | date, EngagementId]
"""The end of a page: its last row's value in the order, and its id."""
