"""What a role may see: one generic function, driven by the marks in the types.

Design, confidentiality: the agreement can only narrow what a role sees; only the learner's consent
widens it. A debrief is the supervisor's to read once the learner has seen it.
"""

from collections.abc import Iterable
from typing import Any

from domain.confidential import Confidential, Consent, dump
from domain.events import AnyEvent
from domain.model import Frozen
from domain.roles import Role
from domain.rules.disclosing import DebriefWritten
from domain.state import Engagement

_HIDDEN = object()


def view(value: Any, role: Role, consents: frozenset[Consent] = frozenset()) -> Any:
    """`value` as JSON-ready data with every field left out that is not for `role`."""

    def show(field: Any, mark: Confidential) -> Any:
        if role in mark.audience.value:
            return field
        if role is Role.SUPERVISOR and mark.widened_by in consents:
            return field
        return _HIDDEN

    return _prune(dump(value, show))


def _prune(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _prune(v) for k, v in value.items() if v is not _HIDDEN}
    if isinstance(value, list):
        return [_prune(v) for v in value if v is not _HIDDEN]
    return value


class Seen(Frozen):
    """One event as a role may see it."""

    version: int
    kind: str
    body: dict[str, Any]


def view_events(
    state: Engagement, events: Iterable[tuple[int, AnyEvent]], role: Role
) -> tuple[Seen, ...]:
    """The engagement's history as a role may see it."""
    granted = [set(state.consents.get(person, ())) for person in state.active_learners]
    # With several learners a consent counts only where every one of them gave it.
    consents = frozenset(set.intersection(*granted)) if granted else frozenset()
    seen = []
    for version, event in events:
        if role not in event.seen_by:
            continue
        unseen = isinstance(event, DebriefWritten) and event.entry_id not in state.debriefs_seen
        if role is Role.SUPERVISOR and unseen:
            continue
        body = view(event, role, consents)
        seen.append(Seen(version=version, kind=event.kind, body=body))
    return tuple(seen)
