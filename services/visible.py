"""What of an engagement's history one person may see: the one place that asks the domain.

Everything that is shown to a person in a role goes through `seen_by`, everything that is shown to
an operator through `for_operator`. Both number the lines they give: a gap would tell that
something was hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.confidential import Audience, Confidential, dump
from domain.base.messages import Event
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.acting import roles_of
from domain.engagement.events import AnyEvent
from domain.engagement.state import Engagement
from domain.engagement.views.disclosure import view_events

_HEAD = frozenset({*Event.model_fields, "kind"})
_ALONE = frozenset({Audience.LEARNER, Audience.COACH})
_FIRST_THE_LEARNER = frozenset({"results_told", "handoff_produced"})


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


def roles_in(state: Engagement, person: PersonId) -> tuple[Role, ...]:
    """The roles in which a person looks at an engagement; a learner who left still looks at it."""
    held = roles_of(state, person)
    if person in state.learners and Role.LEARNER not in held:
        return (Role.LEARNER, *held)
    return held


def seen_by(
    state: Engagement, events: Iterable[tuple[int, Event]], person: PersonId
) -> tuple[Line, ...]:
    """The history as `person` may see it in all the roles they hold, oldest first.

    Someone with no part in the engagement sees nothing.
    """
    history = [(version, event) for version, event in events if isinstance(event, AnyEvent)]
    shown: dict[int, dict[str, Any]] = {}
    for role in roles_in(state, person):
        for seen in view_events(state, history, role, person):
            first = seen.kind in _FIRST_THE_LEARNER and state.closing.seen_at is None
            if role is Role.SUPERVISOR and first:
                continue
            shown.setdefault(seen.version, {}).update(seen.body)
    return _numbered((event, shown[version]) for version, event in history if version in shown)


def for_operator(events: Iterable[tuple[int, Event]]) -> tuple[Line, ...]:
    """The history as an operator with a reason may see it: never what is one person's alone."""

    def shared(value: Any, mark: Confidential) -> Any:
        return None if mark.audience in _ALONE else value

    return _numbered(
        (event, dump(event, shared))
        for _, event in events
        if isinstance(event, AnyEvent) and len(event.seen_by) > 1
    )


def _numbered(shown: Iterable[tuple[AnyEvent, dict[str, Any]]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            n=n,
            kind=event.kind,
            at=event.at,
            by=event.by,
            role=event.role.value,
            via=event.via.value,
            fields={k: v for k, v in body.items() if k not in _HEAD},
        )
        for n, (event, body) in enumerate(shown, 1)
    )
