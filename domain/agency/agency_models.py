"""Coaching models of an agency's own: put to use, changed as a new version, taken out of use.

Toolkit, ch. 6: a model should fit its use. A version never changes, and an engagement carries the
one it was launched with (docs/adr/0025).
"""

from collections.abc import Collection
from typing import Literal

from domain.agency.agency_settings import AgencySettings
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, Line
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.process.models import ProcessModel, newest

MOST = 40
"""Versions of own models an agency may keep."""


class AdoptModel(Command):
    """Put a coaching model of the agency's own to use, or a new version of one."""

    kind: Literal["adopt_model"] = "adopt_model"
    agency_id: AgencyId
    content: ProcessModel


class ModelAdopted(Event):
    """A coaching model of the agency's own was put to use."""

    kind: Literal["model_adopted"] = "model_adopted"
    agency_id: AgencyId
    content: ProcessModel


class RetireModel(Command):
    """Take an own model out of use; engagements that have begun by it go on by it."""

    kind: Literal["retire_model"] = "retire_model"
    agency_id: AgencyId
    model: Line


class ModelRetired(Event):
    """One of the agency's own coaching models was taken out of use."""

    kind: Literal["model_retired"] = "model_retired"
    agency_id: AgencyId
    model: str


def adopt_model(
    settings: AgencySettings,
    kept: Collection[ProcessModel],
    retired: Collection[str],
    command: AdoptModel,
) -> tuple[ModelAdopted, ...]:
    """The event to record; none where this very version is in use already.

    Raises `Refusal`: `not_agency_coordinator`, `model_name_taken` (by the engine's own),
    `model_version` (fact `next`), `too_many_models`.
    """
    if command.by not in settings.coordinators:
        raise Refusal("not_agency_coordinator")
    new = command.content
    if newest(new.model) is not None:
        raise Refusal("model_name_taken", model=new.model)
    before = [one for one in kept if one.model == new.model]
    if new in before and new.model not in retired:
        return ()
    following = max((one.version for one in before), default=0) + 1
    if new not in before and new.version != following:
        raise Refusal("model_version", model=new.model, next=following)
    if len(kept) >= MOST:
        raise Refusal("too_many_models", most=MOST)
    return (ModelAdopted.of(command, Role.COORDINATOR),)


def retire_model(
    settings: AgencySettings,
    kept: Collection[ProcessModel],
    retired: Collection[str],
    command: RetireModel,
) -> tuple[ModelRetired, ...]:
    """The event to record; none where it is out of use already.

    Raises `Refusal`: `not_agency_coordinator`, `unknown_model`, `model_of_the_engine`.
    """
    if command.by not in settings.coordinators:
        raise Refusal("not_agency_coordinator")
    if newest(command.model) is not None:
        raise Refusal("model_of_the_engine", model=command.model)
    if all(one.model != command.model for one in kept):
        known = tuple(dict.fromkeys(one.model for one in kept))
        raise Refusal("unknown_model", model=command.model, known=known)
    if command.model in retired:
        return ()
    return (ModelRetired.of(command, Role.COORDINATOR),)
