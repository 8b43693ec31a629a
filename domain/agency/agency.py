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
from domain.agency.agency_instruments import (
    AdoptInstrument,
    InstrumentAdopted,
    InstrumentRetired,
    RetireInstrument,
    adopt,
    retire,
)
from domain.agency.agency_models import (
    AdoptModel,
    ModelAdopted,
    ModelRetired,
    RetireModel,
    adopt_model,
    retire_model,
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
from domain.agency.program_acts import (
    AssessProgram,
    CohortGrouped,
    DrawLogicModel,
    GroupCohort,
    ImprovementRun,
    LogicModelDrawn,
    PlanProgram,
    ProgramAssessed,
    ProgramCommand,
    ProgramEvent,
    ProgramPlanned,
    RunImprovement,
    plan,
    planned,
)
from domain.agency.program_plan import ProgramPlan
from domain.base.model import AgencyId, Frozen
from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument
from domain.process.models import RELEASED, ProcessModel, process_model

__all__ = [
    "AGENCY_EVENTS",
    "NOBODY_NAMED",
    "TOPICS",
    "AdoptInstrument",
    "Agency",
    "AgencyAgreementSigned",
    "AgencyCommand",
    "AgencyEvent",
    "AgencySetUp",
    "AgencySettings",
    "AgreementSigned",
    "AnyAgencyCommand",
    "AnyAgencyEvent",
    "InstrumentAdopted",
    "InstrumentRetired",
    "RetireInstrument",
    "SetUpAgency",
    "SignAgencyAgreement",
    "SummarySchedule",
    "WorkingHours",
    "decide_agency",
    "evolve_agency",
]

AnyAgencyCommand = (
    SetUpAgency
    | SignAgencyAgreement
    | AdoptInstrument
    | RetireInstrument
    | AdoptModel
    | RetireModel
    | ProgramCommand
)
AnyAgencyEvent = (
    AgencySetUp
    | AgencyAgreementSigned
    | InstrumentAdopted
    | InstrumentRetired
    | ModelAdopted
    | ModelRetired
    | ProgramEvent
)
AgencyCommand = Annotated[AnyAgencyCommand, Field(discriminator="kind")]
AgencyEvent = Annotated[AnyAgencyEvent, Field(discriminator="kind")]
AGENCY_EVENTS: TypeAdapter[AnyAgencyEvent] = TypeAdapter(AgencyEvent)


class Agency(Frozen):
    """An agency as the log has it; `agreement` is None until leadership signed one.

    `instruments` are the agency's own, every version; those named in `retired` are out of use.
    """

    agency_id: AgencyId
    settings: AgencySettings
    agreement: AgreementSigned | None = None
    instruments: tuple[Instrument, ...] = ()
    retired: tuple[str, ...] = ()
    program: ProgramPlan = ProgramPlan()
    models: tuple[ProcessModel, ...] = ()
    """The agency's own coaching models, every version."""
    retired_models: tuple[str, ...] = ()

    @property
    def instruments_in_use(self) -> tuple[Instrument, ...]:
        """The agency's own that can be answered."""
        return tuple(one for one in self.instruments if one.instrument not in self.retired)

    def own_model(self, name: str, version: int | None = None) -> ProcessModel | None:
        """One of the agency's own that is in use: this version, or the newest; None for none."""
        of_name = [one for one in self.models if one.model == name]
        of_name = [one for one in of_name if version in (None, one.version)]
        in_use = bool(of_name) and name not in self.retired_models
        return max(of_name, key=lambda one: one.version) if in_use else None

    @property
    def models_in_use(self) -> tuple[ProcessModel, ...]:
        """The newest version of each of the agency's own."""
        names = dict.fromkeys(one.model for one in self.models)
        return tuple(one for name in names if (one := self.own_model(name)) is not None)

    def model_called(self, name: str, version: int) -> ProcessModel | None:
        """An own model of any version, or a released one; None where there is none."""
        for one in self.models:
            if (one.model, one.version) == (name, version):
                return one
        return process_model(name, version) if (name, version) in RELEASED else None


def decide_agency(state: Agency | None, command: AnyAgencyCommand) -> tuple[AnyAgencyEvent, ...]:
    """The events to record; none where nothing changes.

    Raises `Refusal`: `unknown_agency`, and those of `set_up`, `sign`, `adopt`, `retire`,
    `adopt_model`, `retire_model`, `plan`.
    """
    if isinstance(command, SetUpAgency) and state is None:
        return set_up(None, False, command)
    if state is None:
        raise Refusal("unknown_agency", agency=command.agency_id)
    match command:
        case SetUpAgency():
            return set_up(state.settings, state.agreement is not None, command)
        case SignAgencyAgreement():
            return sign(state.settings, state.agreement, command)
        case AdoptInstrument():
            return adopt(state.settings, state.instruments, state.retired, command)
        case RetireInstrument():
            return retire(state.settings, state.instruments, state.retired, command)
        case AdoptModel():
            return adopt_model(state.settings, state.models, state.retired_models, command)
        case RetireModel():
            return retire_model(state.settings, state.models, state.retired_models, command)
        case PlanProgram() | DrawLogicModel() | RunImprovement() | AssessProgram() | GroupCohort():
            return plan(state.settings, state.program, command)
        case _:
            assert_never(command)


def evolve_agency(state: Agency | None, event: AnyAgencyEvent) -> Agency:
    """Fold one event into the agency. Raises ValueError where nothing was set up before."""
    if isinstance(event, AgencySetUp) and state is None:
        return Agency(agency_id=event.agency_id, settings=event.settings)
    if state is None:
        raise ValueError(f"{event.kind} without an agency")
    match event:
        case AgencySetUp():
            return state.model_copy(update={"settings": event.settings})
        case AgencyAgreementSigned():
            return state.model_copy(update={"agreement": signed(event)})
        case InstrumentAdopted():
            new, name = event.content, event.content.instrument
            kept = state.instruments if new in state.instruments else (*state.instruments, new)
            retired = tuple(one for one in state.retired if one != name)
            return state.model_copy(update={"instruments": kept, "retired": retired})
        case InstrumentRetired():
            return state.model_copy(update={"retired": (*state.retired, event.instrument)})
        case ModelAdopted():
            return _with_model(state, event.content)
        case ModelRetired():
            gone = (*state.retired_models, event.model)
            return state.model_copy(update={"retired_models": gone})
        case (
            ProgramPlanned()
            | LogicModelDrawn()
            | ImprovementRun()
            | ProgramAssessed()
            | CohortGrouped()
        ):
            return state.model_copy(update={"program": planned(state.program, event)})
        case _:
            assert_never(event)


def _with_model(state: Agency, new: ProcessModel) -> Agency:
    kept = state.models if new in state.models else (*state.models, new)
    retired = tuple(one for one in state.retired_models if one != new.model)
    return state.model_copy(update={"models": kept, "retired_models": retired})
