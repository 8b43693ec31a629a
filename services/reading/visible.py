"""What of an engagement's history one person may see: the one place that asks the domain.

Everything that is shown to a person in a role goes through `seen_by`, everything that is shown to
an operator through `for_operator`. Both number the lines they give: a gap would tell that
something was hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.confidential import NOBODY, Confidential, dump, mark_of, plain_mark_of
from domain.base.messages import Event
from domain.base.model import PersonId
from domain.base.refusals import Fact
from domain.engagement.events import AnyEvent
from domain.engagement.parties import model_of
from domain.engagement.state import Engagement
from domain.engagement.topics.concerns import ConcernAnswered, ConcernRaised
from domain.engagement.views import seen_by as views

_HEAD = frozenset({*Event.model_fields, "kind"})

roles_in = views.viewing_roles


@dataclass(frozen=True)
class Line:
    """One event as somebody may see it; `fields` are those they may read."""

    n: int
    kind: str
    at: datetime
    by: PersonId
    role: str
    via: str
    fields: dict[str, Any]


def seen_by(
    state: Engagement, events: Iterable[tuple[int, Event]], person: PersonId
) -> tuple[Line, ...]:
    """The history as `person` may see it in all the roles they hold, oldest first.

    Someone with no part in the engagement sees nothing.
    """
    history = [event for _, event in events if isinstance(event, AnyEvent)]
    return tuple(
        Line(
            n=seen.n,
            kind=seen.kind,
            at=seen.at,
            by=seen.by,
            role=seen.role.value,
            via=seen.via.value,
            fields=seen.fields,
        )
        for seen in views.seen_by(state, history, person)
    )


def for_operator(events: Iterable[tuple[int, Event]]) -> tuple[Line, ...]:
    """The history as an operator with a reason may see it.

    Never what is one person's alone, nor a concern, which is between who raised it and who handles
    it.
    """
    shown = [
        event
        for _, event in events
        if isinstance(event, AnyEvent)
        and event.known_to != NOBODY
        and not isinstance(event, ConcernRaised | ConcernAnswered)
    ]
    return tuple(
        Line(
            n=n,
            kind=event.kind,
            at=event.at,
            by=event.by,
            role=event.role.value,
            via=event.via.value,
            fields={name: value for name, value in _shared(event).items() if name not in _HEAD},
        )
        for n, event in enumerate(shown, 1)
    )


def stage_begun(state: Engagement, stage: object) -> Mapping[str, Fact]:
    """Facts for the sentence of a stage that began, by its key; none where there is no stage."""
    if not isinstance(stage, str):
        return {}
    facts: dict[str, Fact] = {"stage": stage, "model": state.model}
    facts["model_version"] = state.model_version
    known = {one.key: one.name for one in model_of(state).stages}
    return {**facts, "stage_name": known.get(stage, "")}


def _shared(event: AnyEvent) -> dict[str, Any]:
    def value(field: Any, _: Confidential) -> Any:
        return field

    said: dict[str, Any] = dump(event, value)
    return {name: one for name, one in said.items() if not _alone(event, name)}


def _alone(event: AnyEvent, name: str) -> bool:
    mark = mark_of(type(event), name) or plain_mark_of(type(event), name)
    return mark is not None and mark.audience == NOBODY
