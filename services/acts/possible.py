"""Which acts a person can do now in an engagement, and which come first."""

from datetime import datetime
from functools import cache
from typing import Any

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.commands import AnyCommand
from domain.engagement.decide import decide
from domain.engagement.parties import roles_of
from domain.engagement.records.closing import Concern
from domain.engagement.state import Engagement
from domain.engagement.topics.concerns import AnswerConcern
from services.acts.kinds import HEAD, acts, kind_of
from services.acts.nameable import nothing_to_name
from services.troubles import NotFound

NOT_NOW = frozenset(
    {
        "already_closed",
        "closing_already",
        "coach_not_external",
        "coach_not_supervisor",
        "conversation_first",
        "ended",
        "feedback_complete",
        "first_cycle_shows",
        "ground_rules_first",
        "handoff_delivered",
        "handoff_seen",
        "learner_first",
        "mandate_first",
        "no_agency_agreement",
        "no_coach",
        "no_coach_to_change",
        "no_goals",
        "no_ground_rules",
        "no_handoff",
        "no_plan",
        "no_such_work",
        "no_terms",
        "not_a_group",
        "not_closed",
        "not_explained_yet",
        "not_in_engagement",
        "not_mandated",
        "not_paused",
        "not_peers",
        "not_waited_for",
        "paused",
        "peers_coach_each_other",
        "peers_share",
        "reflection_first",
        "results_first",
        "role_may_not",
        "too_early",
        "wait_first",
    }
)
"""Refusals that no field can mend: this person, or nobody, can do it now."""


def possible(state: Engagement, agency: Agency, person: PersonId, at: datetime) -> list[str]:
    """Acts that the rules do not turn down whatever their fields, in the order of the stages.

    The rules ask who acts, and when, before they look at fields. So each act is put to them with
    fields left blank; an error about a blank field means that it came so far. Nothing is recorded.
    Left out, too, is what there is nothing to do it about: no goal to rate, no stage to go back to.
    """
    return [
        name for name, cls in acts().items() if hindrance(cls, state, agency, person, at) is None
    ]


def hindrance(
    cls: type[AnyCommand], state: Engagement, agency: Agency, person: PersonId, at: datetime
) -> Refusal | NotFound | None:
    """Why an act can't be done now whatever its fields; None where it can.

    The rules turn it down, or there is nothing yet that it could be about.
    """
    if refusal := _turned_down(cls, state, agency, person, at):
        return refusal
    kind = kind_of(cls)
    if nothing_to_name(state, kind, _required(cls), person, at):
        return NotFound.of(f"nothing_for_{kind}")
    return None


def _turned_down(
    cls: type[AnyCommand], state: Engagement, agency: Agency, person: PersonId, at: datetime
) -> Refusal | None:
    if cls is AnswerConcern and not _handles_a_concern(state, person):
        held = tuple(role.value for role in roles_of(state, person))
        return Refusal("role_may_not", held=held, allowed=(Role.HANDLER.value,))
    head: dict[str, Any] = {"command_id": "blank", "by": person, "at": at}
    blank = cls.model_construct(_fields_set=None, **head)
    try:
        decide(state.engagement_id, state, blank, agency)
    except Refusal as refusal:
        return refusal if refusal.code in NOT_NOW else None
    except (AttributeError, TypeError, ValueError):
        return None
    return None


@cache
def _required(cls: type[AnyCommand]) -> tuple[str, ...]:
    fields = cls.model_fields.items()
    return tuple(name for name, one in fields if one.is_required() and name not in HEAD)


def _handles_a_concern(state: Engagement, person: PersonId) -> bool:
    """Whoever handles concerns may hold no role, so that no rule turns anyone else down before."""
    return any(one.handler == person for one in state.every(Concern))
