"""The domain as the store sees it: how each kind of stream is folded and kept, named once.

Everything the store calls of the engagement's rules goes through this module.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter

from domain.agency.agency import AGENCY_EVENTS, Agency, evolve_agency
from domain.base import upcasting
from domain.base.confidential import mark_of
from domain.base.messages import Event
from domain.base.model import Instant, PersonId
from domain.engagement import snapshot
from domain.engagement.commands import AnyCommand
from domain.engagement.decide import decide
from domain.engagement.duties.duty import Duty
from domain.engagement.duties.owed import duties
from domain.engagement.events import EVENTS
from domain.engagement.evolve import evolve
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.engagement.topics.launch import EngagementLaunched
from domain.engagement.views.closing_summary import finished
from domain.engagement.views.confided_todos import confided_todos
from domain.engagement.views.overview import Overview, Todo, overview, todos
from domain.person.person import PERSON_EVENTS, Person, evolve_person
from domain.program.course import Course, counted, course_of

S = TypeVar("S")


@dataclass(frozen=True)
class StreamKind(Generic[S]):
    """How events of one kind of stream are read and folded, and its snapshot kept.

    `shape` names the snapshot's form: one of another shape is folded anew. `load` raises
    `ValueError` for what `dump` did not make.
    """

    name: str
    shape: str
    dump: Callable[[S], bytes]
    load: Callable[[bytes], S]
    events: TypeAdapter[Any]
    evolve: Callable[[S | None, Any], S]
    version_of: Callable[[str], int] = lambda _kind: 1
    upcast: Callable[[str, int, dict[str, Any]], dict[str, Any]] = lambda _kind, _v, body: body

    def fold(self, state: S | None, events: Sequence[Event]) -> S | None:
        """The state after these events."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def parse(self, kind: str, v: int, body: dict[str, Any]) -> Event:
        """An event from its unsealed stored form of version `v`."""
        event: Event = self.events.validate_python(self.upcast(kind, v, body))
        return event


def _json(state: BaseModel) -> bytes:
    return state.model_dump_json().encode()


ENGAGEMENT: StreamKind[Engagement] = StreamKind(
    "engagement",
    snapshot.shape(),
    snapshot.dump,
    snapshot.load,
    EVENTS,
    evolve,
    upcasting.version_of,
    upcasting.upcast,
)
PERSON: StreamKind[Person] = StreamKind(
    "person", "3", _json, Person.model_validate_json, PERSON_EVENTS, evolve_person
)
AGENCY: StreamKind[Agency] = StreamKind(
    "agency", "2", _json, Agency.model_validate_json, AGENCY_EVENTS, evolve_agency
)
KINDS: dict[str, StreamKind[Any]] = {kind.name: kind for kind in (ENGAGEMENT, PERSON, AGENCY)}


@dataclass(frozen=True)
class Projected:
    """What lists, pages and the engine's agenda read of an engagement."""

    overview: Overview
    todos: Sequence[Todo]
    duties: Sequence[Duty]
    finished: Sequence[tuple[PersonId, Instant]]
    """Learners whose coaching was closed or ended, and since when."""


def decided(
    engagement_id: str, state: Engagement | None, command: AnyCommand, agency: Agency
) -> Sequence[Event]:
    """The events a command leads to. Raises `Refusal`."""
    return decide(engagement_id, state, command, agency)


def owed_by(state: Engagement, agency: Agency) -> Sequence[Duty]:
    """Every duty of an engagement, due now or later."""
    return duties(state, agency)


def projected(state: Engagement, agency: Agency) -> Projected:
    """An engagement's read models, as pure functions of its state."""
    owed = owed_by(state, agency)
    can_do = (*todos(state, agency), *confided_todos(state))
    return Projected(overview(state, agency, owed), can_do, owed, finished(state))


def finished_and_counted(state: Engagement) -> bool:
    """Whether program reports take anything from this engagement by now."""
    counting = counted(state)
    return any(learner in counting for learner, _ in finished(state))


def courses(state: Engagement, events: Sequence[Event]) -> dict[PersonId, Course | None]:
    """Of learners who let their scores into reports; None while their coaching goes on.

    `events` are all there are, if `finished_and_counted`; else they don't matter.
    """
    return {learner: course_of(state, events, learner) for learner in counted(state)}


def about(state: Engagement) -> str | None:
    """What an engagement is about: its skill; None once that was disposed of."""
    mark = mark_of(EngagementLaunched, "skill")
    return None if mark and state.skill == mark.blank else state.skill


def standing(state: Engagement) -> tuple[str, str]:
    """(stage, status), as text."""
    return state.stage, state.status.value


def ended(state: Engagement) -> bool:
    """Whether nothing can happen in it any more."""
    return state.status is Status.ENDED
