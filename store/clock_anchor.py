"""Where domain time stands: domain = origin_domain + rate × (wall − origin_wall)."""

from dataclasses import dataclass
from datetime import datetime

from store.database import Database

_COLUMNS = "origin_domain, origin_wall, rate"


@dataclass(frozen=True)
class Anchor:
    """The anchor every process of a stack shares."""

    origin_domain: datetime
    origin_wall: datetime
    rate: float

    def at(self, wall: datetime) -> datetime:
        """Domain time at a wall time."""
        return self.origin_domain + self.rate * (wall - self.origin_wall)


class ClockAnchor:
    """Reads and moves the anchor. Domain time never goes back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read_anchor(self) -> Anchor | None:
        """The anchor kept in the database; None before `ensure_anchor`."""
        async with self._database.transaction() as c:
            row = await c.fetchrow(f"select {_COLUMNS} from clock")
            return Anchor(**dict(row)) if row else None

    async def ensure_anchor(
        self, origin_domain: datetime, origin_wall: datetime, rate: float = 1.0
    ) -> Anchor:
        """The anchor there is; this one where there was none."""
        async with self._database.transaction() as c:
            await c.execute(
                "insert into clock (origin_domain, origin_wall, rate) values ($1, $2, $3) "
                "on conflict do nothing",
                origin_domain,
                origin_wall,
                rate,
            )
            row = await c.fetchrow(f"select {_COLUMNS} from clock")
            if row is None:
                raise LookupError("no clock")
            return Anchor(**dict(row))

    async def set_rate(self, rate: float, now_wall: datetime) -> Anchor:
        """From `now_wall` on time runs at `rate`, without a jump. Raises `LookupError`."""
        async with self._database.transaction() as c:
            row = await c.fetchrow(f"select {_COLUMNS} from clock for update")
            if row is None:
                raise LookupError("no clock")
            before = Anchor(**dict(row))
            # A wall clock that was set back must not take domain time with it.
            wall = max(now_wall, before.origin_wall)
            anchor = Anchor(before.at(wall), wall, rate)
            await c.execute(
                "update clock set origin_domain = $1, origin_wall = $2, rate = $3",
                anchor.origin_domain,
                anchor.origin_wall,
                anchor.rate,
            )
            return anchor
