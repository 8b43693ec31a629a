"""Who tells one engagement of the county example: its people, its days, and the way to an act."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from domain.engagement.views.overview import Overview
from workers.demo.pace import Pace
from workers.demo.patience import onward


class Do(Protocol):
    """Have one act recorded; its entry's id comes back."""

    def __call__(self, by: str, kind: str, **fields: Any) -> Awaitable[str]:
        """`by` does `kind`."""


Ready = Callable[[str], Awaitable[None]]
"""Wait until the engine has done its part: `handoff_delivered`."""


class Teller:
    """`n` varies the people: how committed they are, what they write, how fast they go.

    Joint planning begins on day `plans_on`: supervisors first, then their staff.
    """

    def __init__(self, row: Overview, n: int, plans_on: float, pace: Pace, do: Do) -> None:
        self.row, self.n, self.pace, self.do = row, n, pace, do
        self.day = (n % 5) * 0.8
        self.plans_on = plans_on + self.day
        self.learner, self.coach = row.learners[0], row.coach or ""
        self.supervisor = row.supervisor

    async def after(self, days: float) -> None:
        """Wait that many days."""
        # From today where the machine is slow, as people count from when the last thing was done.
        self.day = max(self.day, self.pace.day()) + days
        await self.pace.until(self.day, self)

    async def onward(self, by: str, kind: str, **fields: Any) -> None:
        """Leave the stage."""
        await onward(self.do, (self.coach, self.learner), by, kind, **fields)
