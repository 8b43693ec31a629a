"""An engagement's history as one person may see it, driven by the marks in the types.

Denied unless a mark releases it. The author sees the own entry always. In a group, what is about
one learner is that learner's and the coach's; who left learns no more of the others. A new coach
reads what is handed on (the session record, what is agreed), not what passed between the learner
and the former coach. The terms in force can narrow what supervisor and coordinator read; nothing
here widens.
"""

from collections.abc import Iterable
from typing import Any

from domain.base.confidential import ALL, Audience, dump, mark_of, plain_mark_of
from domain.base.messages import Event, Via
from domain.base.model import EntryId, Frozen, Instant, PersonId
from domain.base.roles import Relation, Role
from domain.engagement.events import AnyEvent
from domain.engagement.parties import is_peer, people_in
from domain.engagement.records.closing import Concern, Disclosure
from domain.engagement.state import Engagement
from domain.engagement.topics.agreement import in_force
from domain.engagement.topics.assign import CoachAssigned
from domain.engagement.topics.corrections import EntryRetracted
from domain.engagement.topics.launch import EngagementLaunched
from domain.engagement.views.releases import about, released, subject

_EACH_OTHER = "peers"
"""Whom peers have for a coach: nobody who could read on."""
_HEAD = frozenset(Event.model_fields) | {"kind"}


class SeenLine(Frozen):
    """One event as a person may see it. `n` numbers their own lines, so that no gap tells."""

    n: int
    kind: str
    at: Instant
    by: PersonId
    role: Role
    via: Via
    fields: dict[str, Any]


def seen_by(
    state: Engagement, events: Iterable[AnyEvent], person: PersonId
) -> tuple[SeenLine, ...]:
    """The lines of an engagement's history that `person` may see, oldest first."""
    viewer = _Viewer(state, person)
    lines: list[SeenLine] = []
    for event in events:
        viewer.reads(event)
        roles = viewer.knows(event)
        if not roles and not viewer.wrote(event):
            continue
        lines.append(
            SeenLine(
                n=len(lines) + 1,
                kind=event.kind,
                at=event.at,
                by=event.by,
                role=event.role,
                via=event.via,
                fields=viewer.fields(event, roles),
            )
        )
    return tuple(lines)


def viewing_roles(state: Engagement, person: PersonId) -> tuple[Role, ...]:
    """The roles in which a person looks at an engagement; a learner who left still looks at it."""
    roles = [
        role
        for role in (Role.LEARNER, Role.COACH, Role.SUPERVISOR, Role.COORDINATOR)
        if person in people_in(state, role)
    ]
    if person in state.learners and Role.LEARNER not in roles:
        roles.insert(0, Role.LEARNER)
    return tuple(roles)


class _Viewer:
    """One person going through an engagement's events in order."""

    def __init__(self, state: Engagement, person: PersonId) -> None:
        self._state = state
        self._person = person
        self._roles = viewing_roles(state, person)
        self._coach: PersonId | None = None
        self._known: dict[EntryId, tuple[Role, ...]] = {}
        terms = in_force(state)
        self._narrowed = frozenset(terms.narrowed) if terms else frozenset()

    def reads(self, event: AnyEvent) -> None:
        """Keep up with who is the coach; between peers no later coach was."""
        if isinstance(event, EngagementLaunched | CoachAssigned):
            between_peers = event.relation is Relation.PEER
            self._coach = _EACH_OTHER if between_peers else event.coach

    def wrote(self, event: AnyEvent) -> bool:
        """Whether this is the person's own entry; what the engine concluded from it is not."""
        return event.by == self._person and event.via is not Via.ENGINE

    def knows(self, event: AnyEvent) -> tuple[Role, ...]:
        """The roles in which the person may know that this happened."""
        if isinstance(event, EntryRetracted):
            return self._known.get(event.entry, ())
        roles = tuple(r for r in self._roles if self._may(event, event.known_to, r))
        entry = subject(event)
        if entry is not None and type(event).subject == "entry_id":
            mine = tuple(dict.fromkeys((*self._known.get(entry, ()), *roles)))
            self._known[entry] = mine
        return roles or self._as_named(event)

    def fields(self, event: AnyEvent, roles: tuple[Role, ...]) -> dict[str, Any]:
        """The fields the person may read; all of an own entry."""
        shown = {}
        for name in type(event).model_fields:
            if name in _HEAD:
                continue
            if self.wrote(event) or any(self._reads_field(event, name, r) for r in roles):
                shown[name] = _plain(getattr(event, name))
        return shown

    def _reads_field(self, event: AnyEvent, name: str, role: Role) -> bool:
        sealed = mark_of(type(event), name)
        if sealed is not None:
            narrowed = role in (Role.SUPERVISOR, Role.COORDINATOR) and event.topic in self._narrowed
            return not narrowed and self._may(event, sealed.audience, role)
        plain = plain_mark_of(type(event), name)
        if plain is None:
            return False
        return plain.audience is None or self._may(event, plain.audience, role)

    def _may(self, event: AnyEvent, audience: Audience, role: Role) -> bool:
        release = audience.release(role)
        if release is None or not released(self._state, event, release, self._person):
            return False
        concerned = about(event)
        if role is Role.LEARNER and self._after_leaving(event) and self._person not in concerned:
            return False
        own = role is Role.LEARNER and not is_peer(self._state)
        if own and concerned and self._person not in concerned:
            return audience == ALL
        if role is Role.COACH and not event.handed_on and not is_peer(self._state):
            return self._coach in (None, self._person)
        return True

    def _after_leaving(self, event: AnyEvent) -> bool:
        """Whether the others went on without this learner when it happened."""
        part = self._state.learners.get(self._person)
        left = part.left_at if part else None
        return left is not None and event.at > left and len(self._state.learners) > 1

    def _as_named(self, event: AnyEvent) -> tuple[Role, ...]:
        """Who is named as recipient of a disclosure or for concerns may hold no other role.

        Nor does a coach who raised a concern and has left.
        """
        found = self._state.records.get(subject(event) or "")
        handler = isinstance(found, Concern) and self._person in (found.handler, found.by)
        recipient = isinstance(found, Disclosure) and found.to == self._person
        if not handler and not recipient:
            return ()
        # They read what the role the mark names for this may read.
        return (Role.COORDINATOR,)


def _plain(value: Any) -> Any:
    return dump(value, lambda v, _: v)
