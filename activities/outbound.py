"""Messages of facts to other systems, and the ports they go through."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class LogPlace:
    """A place in the log's order of reading."""

    restore_epoch: int
    xid: int
    position: int


@dataclass(frozen=True)
class FactMessage:
    """One fact: `message_id` is the same over every attempt, `body` is the JSON to send."""

    message_id: str
    engagement_id: str
    kind: str
    body: str
    place: LogPlace


@dataclass(frozen=True)
class Batch:
    """The next messages of an endpoint in log order; all up to `end` is in them or not its own."""

    messages: Sequence[FactMessage]
    end: LogPlace


@dataclass(frozen=True)
class Endpoint:
    """Where a system is told of facts; `secret` signs what is sent (Standard Webhooks)."""

    webhook_id: str
    url: str
    secret: str = field(repr=False)


class NotDelivered(Exception):
    """A message did not arrive; `answer` says in few words why, `gone` that none is wanted."""

    def __init__(self, answer: str, *, gone: bool = False) -> None:
        super().__init__(answer)
        self.answer, self.gone = answer, gone


class FactRoom(Protocol):
    """Endpoints with what they were told; every method is safe to call again.

    Raises `activities.ports.StoreUnavailable`.
    """

    async def due(self) -> Sequence[str]:
        """Ids of endpoints in use that may be sent to now."""

    async def claim(self, webhook_id: str, seconds: float) -> Endpoint | None:
        """Claim an endpoint for so many wall seconds; None where another has it, or it ended."""

    async def hold(self, webhook_id: str, seconds: float) -> None:
        """Keep a claim for so many seconds from now."""

    async def release(self, webhook_id: str) -> None:
        """Let go of it."""

    async def batch(self, webhook_id: str) -> Batch | None:
        """What comes next; None where nothing does."""

    async def note_delivered(self, webhook_id: str, message: FactMessage, answer: str) -> None:
        """The receiver took it: the next message is the one after it."""

    async def note_failed(
        self, webhook_id: str, message: FactMessage, answer: str, *, gone: bool
    ) -> None:
        """It did not arrive: it is tried again after a pause; after days, or where the receiver
        says that it wants no more (`gone`), the endpoint is disabled."""

    async def pass_over(self, webhook_id: str, end: LogPlace) -> None:
        """All up to here is dealt with."""

    async def forget_old(self) -> None:
        """Drop what is recorded of deliveries long past."""


class Courier(Protocol):
    """The way to other systems."""

    async def deliver(self, endpoint: Endpoint, message: FactMessage) -> str:
        """Hand one message over; the receiver's answer. Raises `NotDelivered`."""
