"""What a person may see of an engagement, driven by the marks in the types.

Design, confidentiality: the agreement can only narrow what a role sees; only the learner's consent
widens it, and only where the agreement a learner signed allows it. What is one person's alone (a
journal, a private reflection) is for its author, not for whoever has the role later or as well. A
debrief is the supervisor's to read once the learner has seen it. A new coach reads the session
record of the time before, not what passed between the learner and the former coach.
"""

from collections.abc import Iterable
from typing import Any

from domain.base.confidential import Audience, Confidential, Consent, dump
from domain.base.model import Frozen, PersonId
from domain.base.roles import Relation, Role
from domain.engagement.events import AnyEvent
from domain.engagement.state import Engagement
from domain.engagement.topics.disclosing import DebriefWritten
from domain.engagement.topics.launch import CoachAssigned, EngagementLaunched
from domain.engagement.topics.next_steps import NextStepAgreed
from domain.engagement.topics.planning import ProcessAgreed
from domain.engagement.topics.sessions import SessionHeld, SessionScheduled

PRIVATE = frozenset({Audience.LEARNER, Audience.COACH})
SESSION_RECORD = (SessionScheduled, SessionHeld, NextStepAgreed, ProcessAgreed)
"""What a new coach reads of the time with a former one (Toolkit, ch. 4, the coach's journal)."""

_HIDDEN = object()
_NOTHING: frozenset[Audience] = frozenset()


def view(
    value: Any,
    role: Role,
    consents: frozenset[Consent] = frozenset(),
    withheld: frozenset[Audience] = _NOTHING,
) -> Any:
    """`value` as JSON-ready data with every field left out that is not for `role`.

    Fields for an audience in `withheld` are left out as well.
    """

    def show(field: Any, mark: Confidential) -> Any:
        if mark.audience in withheld:
            return _HIDDEN
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
    """One event as a person may see it."""

    version: int
    kind: str
    body: dict[str, Any]


def view_events(
    state: Engagement, events: Iterable[tuple[int, AnyEvent]], role: Role, person: PersonId
) -> tuple[Seen, ...]:
    """The engagement's history as `person`, acting in `role`, may see it."""
    consents = consents_in_force(state)
    coach: PersonId | None = None
    seen = []
    for version, event in events:
        if isinstance(event, EngagementLaunched | CoachAssigned):
            coach = event.coach
        if role not in event.seen_by:
            continue
        if role is Role.SUPERVISOR and _unseen_debrief(state, event):
            continue
        alone = len(event.seen_by) == 1
        if alone and event.by != person:
            continue
        withheld = _NOTHING if event.by == person else PRIVATE
        before = role is Role.COACH and coach not in (None, person)
        if before and state.relation is not Relation.PEER:
            if Role.COORDINATOR not in event.seen_by:
                continue
            if not isinstance(event, SESSION_RECORD):
                withheld |= {Audience.PAIR}
        body = view(event, role, consents, withheld)
        seen.append(Seen(version=version, kind=event.kind, body=body))
    return tuple(seen)


def consents_in_force(state: Engagement) -> frozenset[Consent]:
    """What every learner consents to and the agreement each signed allows.

    With several learners a consent counts only where every one of them gave it.
    """
    granted = [_granted(state, person) for person in state.active_learners]
    return frozenset.intersection(*granted) if granted else frozenset()


def _granted(state: Engagement, learner: PersonId) -> frozenset[Consent]:
    given = frozenset(state.consents.get(learner, ()))
    signed = state.joined.get(learner)
    if signed is not None and signed.ratings_to_supervisor:
        return given
    return given - {Consent.RATINGS_TO_SUPERVISOR}


def _unseen_debrief(state: Engagement, event: AnyEvent) -> bool:
    return isinstance(event, DebriefWritten) and event.entry_id not in state.debriefs_seen
