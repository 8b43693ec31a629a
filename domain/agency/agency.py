"""An agency's stream: its settings and the agreement in force, decided and folded."""

from typing import Annotated, assert_never

from pydantic import Field, TypeAdapter

from domain.agency.agency_agreement import (
    TOPICS,
    AgencyAgreementSigned,
    AgreementSigned,
    SignAgencyAgreement,
    sign,
    signed,
)
from domain.agency.agency_settings import (
    NOBODY_NAMED,
    AgencySettings,
    AgencySetUp,
    SetUpAgency,
    SummarySchedule,
    WorkingHours,
    set_up,
)
from domain.base.model import AgencyId, Frozen
from domain.base.refusals import Refusal

__all__ = [
    "AGENCY_EVENTS",
    "NOBODY_NAMED",
    "TOPICS",
    "Agency",
    "AgencyAgreementSigned",
    "AgencyCommand",
    "AgencyEvent",
    "AgencySetUp",
    "AgencySettings",
    "AgreementSigned",
    "SetUpAgency",
    "SignAgencyAgreement",
    "SummarySchedule",
    "WorkingHours",
    "decide_agency",
    "evolve_agency",
]

AgencyCommand = Annotated[SetUpAgency | SignAgencyAgreement, Field(discriminator="kind")]
AgencyEvent = Annotated[AgencySetUp | AgencyAgreementSigned, Field(discriminator="kind")]
AGENCY_EVENTS: TypeAdapter[AgencySetUp | AgencyAgreementSigned] = TypeAdapter(AgencyEvent)


class Agency(Frozen):
    """An agency as the log has it; `agreement` is None until leadership signed one."""

    agency_id: AgencyId
    settings: AgencySettings
    agreement: AgreementSigned | None = None


def decide_agency(
    state: Agency | None, command: SetUpAgency | SignAgencyAgreement
) -> tuple[AgencySetUp | AgencyAgreementSigned, ...]:
    """The events to record; none where nothing changes.

    Raises `Refusal`: `unknown_agency`, and those of `set_up` and `sign`.
    """
    match command:
        case SetUpAgency():
            if state is None:
                return set_up(None, False, command)
            return set_up(state.settings, state.agreement is not None, command)
        case SignAgencyAgreement():
            if state is None:
                raise Refusal("unknown_agency", agency=command.agency_id)
            return sign(state.settings, state.agreement, command)
        case _:
            assert_never(command)


def evolve_agency(state: Agency | None, event: AgencySetUp | AgencyAgreementSigned) -> Agency:
    """Fold one event into the agency. Raises ValueError for an agreement without an agency."""
    match event:
        case AgencySetUp():
            agreement = state.agreement if state else None
            return Agency(agency_id=event.agency_id, settings=event.settings, agreement=agreement)
        case AgencyAgreementSigned():
            if state is None:
                raise ValueError("an agreement without an agency")
            return Agency(
                agency_id=state.agency_id, settings=state.settings, agreement=signed(event)
            )
        case _:
            assert_never(event)
