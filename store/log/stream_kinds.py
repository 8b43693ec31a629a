"""The three kinds of streams and how each is folded: the domain's functions, named once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from domain.agency.agency import AGENCY_EVENTS, Agency, evolve_agency
from domain.base import upcasting
from domain.base.messages import Event
from domain.engagement import state
from domain.engagement.events import EVENTS
from domain.engagement.evolve import evolve
from domain.engagement.state import Engagement
from domain.person.person import PERSON_EVENTS, Person, evolve_person

S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True)
class StreamKind(Generic[S]):
    """How events of one kind of stream are read and folded; `shape` is the snapshot's."""

    name: str
    shape: int
    state: type[S]
    events: TypeAdapter[Any]
    evolve: Callable[[S | None, Any], S]
    version_of: Callable[[str], int] = lambda _kind: 1
    upcast: Callable[[str, int, dict[str, Any]], dict[str, Any]] = lambda _kind, _v, body: body

    def fold(self, state: S | None, events: list[Event]) -> S | None:
        """The state after these events."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def parse(self, kind: str, v: int, body: dict[str, Any]) -> Event:
        """An event from its unsealed stored form of version `v`."""
        event: Event = self.events.validate_python(self.upcast(kind, v, body))
        return event


ENGAGEMENT: StreamKind[Engagement] = StreamKind(
    "engagement",
    state.SHAPE,
    Engagement,
    EVENTS,
    evolve,
    upcasting.version_of,
    upcasting.upcast,
)
PERSON: StreamKind[Person] = StreamKind("person", 1, Person, PERSON_EVENTS, evolve_person)
AGENCY: StreamKind[Agency] = StreamKind("agency", 1, Agency, AGENCY_EVENTS, evolve_agency)
KINDS: dict[str, StreamKind[Any]] = {kind.name: kind for kind in (ENGAGEMENT, PERSON, AGENCY)}
