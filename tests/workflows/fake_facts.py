"""Endpoints in memory: just enough to try the round; the real room has tests of its own."""

from collections.abc import Sequence

from activities.outbound import Batch, Endpoint, FactMessage, LogPlace, NotDelivered


def fact(n: int) -> FactMessage:
    """The n-th fact."""
    return FactMessage(f"message-{n}", "engagement", "session_held", "{}", LogPlace(1, n, n))


class FakeFactRoom:
    """One endpoint, `hook`, that `facts` are for; `place` is how many it got."""

    def __init__(self) -> None:
        self.facts: list[FactMessage] = []
        self.place = 0
        self.failed: list[str] = []

    async def due(self) -> Sequence[str]:
        return ["hook"]

    async def claim(self, webhook_id: str, seconds: float) -> Endpoint | None:
        return Endpoint(webhook_id, "https://payroll.example/", "whsec_AAAA")

    async def hold(self, webhook_id: str, seconds: float) -> None: ...

    async def release(self, webhook_id: str) -> None: ...

    async def batch(self, webhook_id: str) -> Batch | None:
        waiting = self.facts[self.place :]
        return Batch(waiting, waiting[-1].place) if waiting else None

    async def note_delivered(self, webhook_id: str, message: FactMessage, answer: str) -> None:
        self.place += 1

    async def note_failed(
        self, webhook_id: str, message: FactMessage, answer: str, *, gone: bool
    ) -> None:
        self.failed.append(answer)

    async def pass_over(self, webhook_id: str, end: LogPlace) -> None: ...

    async def forget_old(self) -> None: ...


class FakeCourier:
    """Takes every message but those in `refuse`."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.refuse: set[str] = set()

    async def deliver(self, endpoint: Endpoint, message: FactMessage) -> str:
        if message.message_id in self.refuse:
            raise NotDelivered("500")
        self.got.append(message.message_id)
        return "204"
