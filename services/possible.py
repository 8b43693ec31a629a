"""Which acts a person can do now in an engagement, and which come first."""

from datetime import datetime
from typing import Any

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.engagement.commands import AnyCommand
from domain.engagement.decide import decide
from domain.engagement.state import Engagement
from services.kinds import acts

_NOT_NOW = frozenset(
    {
        "already_closed",
        "coach_not_external",
        "coach_not_supervisor",
        "ended",
        "handoff_seen",
        "learner_first",
        "no_agency_agreement",
        "no_goals",
        "no_handoff",
        "no_plan",
        "no_such_work",
        "not_explained_yet",
        "not_in_engagement",
        "not_paused",
        "paused",
        "results_first",
        "role_may_not",
        "too_early",
    }
)
"""Refusals that no field can mend: this person, or nobody, can do it now."""


def possible(state: Engagement, agency: Agency, person: PersonId, at: datetime) -> list[str]:
    """Acts that the rules do not turn down whatever their fields, in the order of the stages.

    The rules ask who acts, and when, before they look at fields. So each act is put to them with
    fields left blank; an error about a blank field means that it came so far. Nothing is recorded.
    """
    return [name for name, cls in acts().items() if _gets_as_far(cls, state, agency, person, at)]


def _gets_as_far(
    cls: type[AnyCommand], state: Engagement, agency: Agency, person: PersonId, at: datetime
) -> bool:
    head: dict[str, Any] = {"command_id": "blank", "by": person, "at": at}
    blank = cls.model_construct(_fields_set=None, **head)
    try:
        decide(state.engagement_id, state, blank, agency)
    except Refusal as refusal:
        return refusal.code not in _NOT_NOW
    except (AttributeError, TypeError, ValueError):
        return True
    return True
