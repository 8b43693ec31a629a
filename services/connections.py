"""What services ask the engine through: the servers, connected, with keys and clock."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from activities.ports import Clock
from store.keys.key_ring import KeyRing
from store.store import Store

if TYPE_CHECKING:
    from temporalio.client import Client

    from workflows.gateway import Gateway


class RatedClock(Clock, Protocol):
    """The clock port of a stack, whose rate Schedules need."""

    @property
    def rate(self) -> float:
        """Seconds of domain time in a second of wall time."""


@dataclass(frozen=True)
class Engine:
    """All that services need. Whoever makes one closes it (`workers.wiring`)."""

    store: Store
    clock: RatedClock
    ring: KeyRing
    client: "Client"
    gateway: "Gateway"
    task_queue: str

    async def keep_schedules(self) -> None:
        """Make or update Temporal's Schedules, as they follow from the agencies there are."""
        from workflows.schedules import ensure_schedules

        agencies = await self.store.reader.agencies()
        await ensure_schedules(self.client, self.task_queue, agencies, self.clock.rate)
