"""What a person reads of their own: engagements, roles, what waits for them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.base.model import EngagementId, PersonId
from domain.base.roles import Role
from domain.engagement.views.overview import Overview, Todo
from store.personal.rows_shown import OwnRow, WaitingRow
from store.personal.window import Window
from store.queries import load

_SQL = load("store.personal", "window.sql")
_READ = load("store.projections", "reading.sql")
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


class OwnReading:
    """Each method is one transaction under the person's own name. Raises `StoreUnavailable`."""

    def __init__(self, window: Window) -> None:
        self._window = window

    async def ids_starting(self, person: PersonId, prefix: str) -> list[EngagementId]:
        """At most two engagements that this person has a part in, whose id starts so."""
        start = prefix.lower()
        async with self._window.of(person) as c:
            rows = await c.fetch(_SQL["own_ids_starting"], person, start, f"{start}\U0010ffff")
        return [row["engagement_id"] for row in rows]

    async def roles(self, person: PersonId) -> frozenset[Role]:
        """The roles that a person has in any engagement."""
        async with self._window.of(person) as c:
            rows = await c.fetch(_SQL["own_roles"], person)
        return frozenset(Role(role) for row in rows for role in row["roles"].split())

    async def roles_in(self, person: PersonId, engagement_id: EngagementId) -> frozenset[Role]:
        """The roles that a person has in one engagement; empty where they have none."""
        async with self._window.of(person) as c:
            roles: str | None = await c.fetchval(_SQL["own_roles_in"], person, engagement_id)
        return frozenset(Role(role) for role in (roles or "").split())

    async def waits_in(self, person: PersonId, engagement_id: EngagementId, role: Role) -> bool:
        """Whether something waits for the person in an engagement, in this role."""
        async with self._window.of(person) as c:
            return bool(await c.fetchval(_SQL["waits_in"], person, engagement_id, role.value))

    async def engagements(
        self, person: PersonId, limit: int, after: tuple[bool, datetime, EngagementId] | None
    ) -> Sequence[OwnRow]:
        """Those in which they are more than the coordinator, under way first, newest first.

        `after` is (over, launched at, id) of the last one known.
        """
        over, at, last = after or (False, _FAR, "")
        found: list[OwnRow] = []
        async with self._window.of(person) as c:
            while len(found) < limit:
                left = limit - len(found)
                rows = await c.fetch(_SQL["own"], person, over, at, last, left)
                found += [
                    OwnRow(
                        overview=Overview.model_validate(row["body"]),
                        about=row["about"],
                        roles=tuple(row["roles"].split()),
                        over=row["over"],
                    )
                    for row in rows
                ]
                if len(rows) == left or over:
                    break
                over, at, last = True, _FAR, ""
        return found

    async def asked_to_lead(self, person: PersonId) -> Todo | None:
        """What a person is asked for as leadership, of the engagement that waits most urgently."""
        async with self._window.of(person) as c:
            row = await c.fetchrow(_READ["todo_leading"], person)
        return None if row is None else Todo.model_validate(row["body"])

    async def waiting(
        self, person: PersonId, limit: int, after: tuple[datetime, EngagementId, int] | None
    ) -> Sequence[WaitingRow]:
        """What waits for a person, the most urgent first; `after` is of the last one known.

        What they are asked for as leadership is not here, but in `asked_to_lead`.
        """
        place = after or (_LONG_AGO, "", 0)
        async with self._window.of(person) as c:
            rows = await c.fetch(_SQL["waiting"], person, *place, limit)
        return [
            WaitingRow(
                todo=Todo.model_validate(row["body"]),
                learners=None if row["learners"] is None else tuple(row["learners"]),
                about=row["about"],
                wanted=row["wanted"],
                n=row["n"],
            )
            for row in rows
        ]
