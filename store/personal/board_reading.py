"""What a coordinator's board reads of their agency, page by page in one of four orders."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Literal, get_args

from domain.base.model import AgencyId, EngagementId, PersonId
from domain.engagement.views.overview import Overview
from store.personal.rows_shown import BoardFilter, BoardRow, Coach, Coached, Column, Place
from store.personal.window import Window
from store.queries import load

_SQL = load("store.personal", "window.sql")

Order = Literal["launched", "due", "end", "act"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""Newest launched first; due first; expected to end first; longest without an act first."""

_KEYS: dict[Order, tuple[str, bool]] = {
    "launched": ("launched_at", True),
    "due": ("due", False),
    "end": ("expected_end", False),
    "act": ("last_act_on", False),
}
"""The column of each order, and whether it is read from its end."""

COUNTED = 100
"""Overdue ones are counted up to here."""


class BoardReading:
    """Each method is one transaction in the name of a coordinator. Raises `StoreUnavailable`."""

    def __init__(self, window: Window) -> None:
        self._window = window

    async def columns(self, person: PersonId, agency: AgencyId, now: datetime) -> list[Column]:
        """The columns of the agency's board that hold anything."""
        async with self._window.of(person, agency) as c:
            rows = await c.fetch(_SQL["columns"], agency, now, COUNTED)
        return [Column(**dict(row)) for row in rows]

    async def page(
        self,
        person: PersonId,
        narrowed: BoardFilter,
        order: Order,
        limit: int,
        after: Place | None = None,
    ) -> Sequence[BoardRow]:
        """Engagements that follow `after` in this order, `limit` at most."""
        sql, values = page_statement(narrowed, order, limit, after)
        async with self._window.of(person, narrowed.agency) as c:
            rows = await c.fetch(sql, *values)
        return [
            BoardRow(Overview.model_validate(row["body"]), row["about"], row["key"]) for row in rows
        ]

    async def coaches(
        self, person: PersonId, agency: AgencyId, limit: int, after: PersonId = ""
    ) -> list[Coach]:
        """The agency's coaches by id, and how much each has under way, counted up to a hundred."""
        async with self._window.of(person, agency) as c:
            rows = await c.fetch(_SQL["coaches"], agency, COUNTED, after, limit)
        return [Coach(row["coach"], row["under_way"]) for row in rows]

    async def coached_lately(
        self, person: PersonId, agency: AgencyId, coaches: Sequence[PersonId], limit: int
    ) -> list[Coached]:
        """The newest engagements of each of these coaches."""
        async with self._window.of(person, agency) as c:
            rows = await c.fetch(_SQL["coached_lately"], agency, list(coaches), limit)
        return [Coached(**dict(row)) for row in rows]

    async def carried(
        self,
        person: PersonId,
        agency: AgencyId,
        by: PersonId,
        role: Literal["coach", "supervisor", "coordinator"],
        limit: int,
    ) -> list[EngagementId]:
        """Engagements that somebody (`by`) coaches or supervises, under way, by id.

        Of a coordinator, those that are followed up too: somebody runs them until they end.
        """
        statement = "run" if role == "coordinator" else "carried"
        async with self._window.of(person, agency) as c:
            rows = await c.fetch(_SQL[statement], by, agency, f"%{role}%", "", limit)
        return [row["engagement_id"] for row in rows]

    async def count(self, person: PersonId, narrowed: BoardFilter, up_to: int) -> int:
        """How many there are, counted up to `up_to`."""
        values: list[object] = [up_to]
        parts = [_SQL["counted"], *_narrowing(narrowed, values), _SQL["counted_up_to"]]
        async with self._window.of(person, narrowed.agency) as c:
            return int(await c.fetchval("\n".join(parts), *values))


def page_statement(
    narrowed: BoardFilter, order: Order, limit: int, after: Place | None
) -> tuple[str, list[object]]:
    """The statement of one page with only what narrows it, so that each has its own plan."""
    column, backwards = _KEYS[order]
    values: list[object] = []
    parts = [_SQL["board"].replace("$key", column), *_narrowing(narrowed, values)]
    way, follows = ("desc", "<") if backwards else ("asc", ">")
    if after is not None:
        values += after
        place = f"(${len(values) - 1}, ${len(values)})"
        parts.append(f"and (o.{column}, o.engagement_id) {follows} {place}")
    values.append(limit)
    parts.append(f"order by o.{column} {way}, o.engagement_id {way} limit ${len(values)}")
    return "\n".join(parts), values


def _narrowing(narrowed: BoardFilter, values: list[object]) -> list[str]:
    parts = []
    for field in fields(narrowed):
        wanted: str | bool | date | tuple[str, ...] | None = getattr(narrowed, field.name)
        if wanted is not None:
            values.append(list(wanted) if isinstance(wanted, tuple) else wanted)
            parts.append(_SQL[f"board_{field.name}"].replace("$N", f"${len(values)}"))
    return parts
