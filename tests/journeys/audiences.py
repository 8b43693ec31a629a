"""Whose markers each person, and an operator with a reason, may read: marks and table together."""

from collections.abc import Iterable

from domain.base.confidential import ALL, NOBODY
from domain.base.messages import Via
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.records.closing import Concern, Disclosure
from domain.engagement.state import Engagement
from domain.engagement.views.releases import about, subject
from services.reading.visible import roles_in
from tests.domain.engagement.visibility_table import PRIVATE_FIELDS, TEXT
from tests.journeys.markers import Sealed

_LETTER = {Role.LEARNER: "L", Role.COACH: "C", Role.SUPERVISOR: "S", Role.COORDINATOR: "O"}


def own_markers(sealed: Iterable[Sealed], person: PersonId) -> set[str]:
    """What a person wrote, which they always read."""
    return _markers(one for one in sealed if _is_own(one, person))


def may_read(state: Engagement, sealed: Iterable[Sealed], person: PersonId) -> set[str]:
    """Every marker that some field shows this person at some time."""
    return _markers(one for one in sealed if _is_own(one, person) or _is_shown(state, one, person))


def operator_may_read(sealed: Iterable[Sealed]) -> set[str]:
    """With a recorded reason: nothing that is one person's alone, no concern."""
    return _markers(
        one
        for one in sealed
        if one.audience != NOBODY
        and one.event.known_to != NOBODY
        and one.event.kind not in ("concern_raised", "concern_answered")
    )


def _markers(sealed: Iterable[Sealed]) -> set[str]:
    return {marker for one in sealed for marker in one.markers}


def _is_own(one: Sealed, person: PersonId) -> bool:
    return one.event.by == person and one.event.via is not Via.ENGINE


def _is_shown(state: Engagement, one: Sealed, person: PersonId) -> bool:
    if (one.event.kind, one.field) in PRIVATE_FIELDS:
        return False
    found = state.records.get(subject(one.event) or "")
    if isinstance(found, Concern):
        return person in (found.handler, found.by)
    roles = [
        role
        for role in roles_in(state, person)
        if one.audience.release(role) and _LETTER[role] in TEXT[one.event.kind]
    ]
    if isinstance(found, Disclosure) and found.to != person:
        roles = [role for role in roles if role in (Role.LEARNER, Role.COACH)]
    whose = about(one.event)
    if roles == [Role.LEARNER] and whose and person not in whose:
        return one.audience == ALL
    return bool(roles)
