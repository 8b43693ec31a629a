"""Whether the moment has come from which a role may see something (design, "from when").

Each release of `domain.base.confidential` is answered from the state of now, so that what is taken
back (a consent) hides again, and what was approved later (a debrief seen) shows.
"""

from typing import assert_never

from domain.base.confidential import Consent, Release
from domain.base.messages import Event
from domain.base.model import EntryId, PersonId
from domain.base.roles import Role
from domain.engagement.closings import in_closing, may_deliver
from domain.engagement.records.closing import (
    Concern,
    Debrief,
    DebriefSeen,
    Disclosure,
    Handoff,
)
from domain.engagement.state import Engagement
from domain.engagement.topics.agreement import in_force
from domain.engagement.topics.debriefs import DebriefWritten
from domain.engagement.topics.goals import put_to


def released(state: Engagement, event: Event, release: Release, person: PersonId) -> bool:
    """Whether `person` may see what this event releases at `release`, as of now.

    `AS_ORIGINAL` is resolved by the caller (`seen_by`): here it shows nothing.
    """
    match release:
        case Release.ALWAYS | Release.DECISION_TAKEN:
            return True
        case Release.GOALS_PUT_TO_SUPERVISOR:
            return put_to(state, person, subject(event))
        case Release.DEBRIEF_SEEN:
            return _debrief_seen(state, event)
        case Release.HANDOFF_SEEN:
            return _handoff_seen(state, event)
        case Release.RATINGS_CONSENT:
            return all(_ratings_to(state, one, person) for one in about(event)) and bool(
                about(event)
            )
        case Release.SAFE_TO_TELL:
            told = state.records.get(subject(event) or "")
            return isinstance(told, Disclosure) and told.safe_to_tell
        case Release.AS_RECIPIENT:
            told = state.records.get(subject(event) or "")
            return isinstance(told, Disclosure) and told.to == person
        case Release.AS_CONCERN_HANDLER:
            concern = state.records.get(subject(event) or "")
            return isinstance(concern, Concern) and person in (concern.handler, concern.by)
        case Release.AS_ORIGINAL:
            return False
        case _:
            assert_never(release)


def subject(event: Event) -> EntryId | None:
    """The entry an event made or answers, if it is such an event."""
    found = getattr(event, type(event).subject, None)
    return found if isinstance(found, str) else None


def about(event: Event) -> tuple[PersonId, ...]:
    """The learners an event concerns; none where it concerns the engagement as a whole."""
    found = getattr(event, "about", ())
    return found if isinstance(found, tuple) else ()


def _debrief_seen(state: Engagement, event: Event) -> bool:
    """A joint debrief is seen as it is written; another once every learner saw that revision."""
    found = state.records.get(subject(event) or "")
    if not isinstance(found, Debrief):
        return False
    if isinstance(event, DebriefWritten) and event.joint:
        return True
    revision = getattr(event, "revision", found.revision)
    seen = {
        one.by
        for one in state.every(DebriefSeen)
        if one.debrief == found.entry_id and one.revision == revision
    }
    return all(learner in seen for learner in found.about)


def _handoff_seen(state: Engagement, event: Event) -> bool:
    """The learner saw that very handoff, or it was made without them after the wait.

    What a learner wrote for it goes out only with a handoff that this learner saw.
    """
    found = state.records.get(subject(event) or "")
    if isinstance(found, Handoff):
        return may_deliver(found)
    own = event.role is Role.LEARNER
    handoffs = [one for learner in about(event) for one in in_closing(state, Handoff, learner)]
    released = {
        learner
        for one in handoffs
        for learner in one.about
        if one.seen_at is not None or (may_deliver(one) and not own)
    }
    return bool(about(event)) and released >= set(about(event))


def _ratings_to(state: Engagement, learner: PersonId, supervisor: PersonId) -> bool:
    """By the terms in force and this learner's consent, given to this supervisor."""
    terms, part = in_force(state), state.learners.get(learner)
    return (
        terms is not None
        and terms.ratings_to_supervisor
        and part is not None
        and Consent.RATINGS_TO_SUPERVISOR in part.consents
        and part.ratings_to == supervisor
    )
