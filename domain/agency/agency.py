"""An agency's stream: its settings and the coaching agreement its leadership signs.

The agreement covers the ten topics of Toolkit table 6.4 (after National Staff Development
Council, 2008) and serves a whole cohort; engagements join it one by one (`rules/agreement.py`).
"""

from typing import Annotated, Literal, assert_never

from pydantic import Field, TypeAdapter, model_validator

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, Frozen, Line, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.person.person import TimeZone

TOPICS = (
    "expected_results",
    "roles_and_boundaries",
    "learners",
    "scheduling",
    "meetings",
    "supports_and_resources",
    "cancelling",
    "confidentiality",
    "misunderstandings_and_ethics",
    "limits_of_the_relationship",
)
"""The ten topics of table 6.4, in its order."""


NOBODY_NAMED = "your program coordinator"
Contact = Annotated[Line, Confidential(Audience.STAFF, blank=NOBODY_NAMED)]
"""Whom to ask: usually a person, by name and address, so sealed like these."""


class WorkingHours(Frozen):
    """Local hours in which people may be written to: from `start` until before `end`."""

    start: Annotated[int, Field(ge=0, le=23)] = 8
    end: Annotated[int, Field(ge=1, le=24)] = 17

    @model_validator(mode="after")
    def _in_order(self) -> "WorkingHours":
        if self.start >= self.end:
            raise ValueError("working hours end after they start")
        return self


class SummarySchedule(Frozen):
    """When closing summaries go out: a weekday (0 Monday) and local hour, each week."""

    weekday: Annotated[int, Field(ge=0, le=6)] = 0
    hour: Annotated[int, Field(ge=0, le=23)] = 9


class AgencySettings(Frozen):
    """What an agency sets for all its engagements. Days are calendar days."""

    name: Line
    time_zone: TimeZone
    country: Line = "US"
    subdivision: str = "CA"
    contact: Contact = NOBODY_NAMED
    working_hours: WorkingHours = WorkingHours()
    summaries: SummarySchedule = SummarySchedule()
    commitment_threshold: Annotated[int, Field(ge=0, le=10)] = 5
    checkpoint_days: Annotated[int, Field(ge=1, le=90)] = 10
    quiet_days: Annotated[int, Field(ge=3, le=365)] = 21
    escalate_after_days: Annotated[int, Field(ge=1, le=90)] = 7
    follow_up_days: tuple[Annotated[int, Field(ge=1, le=730)], ...] = (30, 90)
    leaders: tuple[PersonId, ...] = ()
    """Who signs for leadership; nobody else's signature puts the agreement in force."""


class AgreementSigned(Frozen):
    """The agreement in force: its version, the ten topics, and who signed."""

    version: int
    topics: dict[str, Text]
    signed_by: PersonId
    ratings_to_supervisor: bool = False
    """Whether goal ratings may reach the supervisor at all; the learner's consent comes on top."""


class SetUpAgency(Command):
    """Make an agency known, or change its settings."""

    kind: Literal["set_up_agency"] = "set_up_agency"
    agency_id: AgencyId
    settings: AgencySettings


class SignAgencyAgreement(Command):
    """Leadership signs the agreement; signing a changed one makes a new version."""

    kind: Literal["sign_agency_agreement"] = "sign_agency_agreement"
    agency_id: AgencyId
    topics: dict[str, Text]
    ratings_to_supervisor: bool = False


class AgencySetUp(Event):
    """The agency's settings as of now."""

    kind: Literal["agency_set_up"] = "agency_set_up"
    agency_id: AgencyId
    settings: AgencySettings


class AgencyAgreementSigned(Event):
    """Leadership signed version `version` of the agreement."""

    kind: Literal["agency_agreement_signed"] = "agency_agreement_signed"
    agency_id: AgencyId
    version: int
    topics: dict[str, Text]
    ratings_to_supervisor: bool = False


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
    """Settings may change at any time; an agreement speaks to all ten topics or is refused."""
    match command:
        case SetUpAgency():
            if state is not None and state.settings == command.settings:
                return ()
            return (
                AgencySetUp(
                    at=command.at,
                    by=command.by,
                    role=Role.COORDINATOR,
                    via=command.via,
                    agency_id=command.agency_id,
                    settings=command.settings,
                ),
            )
        case SignAgencyAgreement():
            if state is None:
                raise Refusal("unknown_agency", agency=command.agency_id)
            if command.by not in state.settings.leaders:
                raise Refusal("not_leadership")
            missing = tuple(topic for topic in TOPICS if topic not in command.topics)
            unknown = tuple(sorted(set(command.topics) - set(TOPICS)))
            if missing or unknown:
                raise Refusal("agreement_topics", missing=missing, unknown=unknown)
            current = state.agreement
            if current is not None and (
                (current.topics, current.ratings_to_supervisor)
                == (command.topics, command.ratings_to_supervisor)
            ):
                return ()
            return (
                AgencyAgreementSigned(
                    at=command.at,
                    by=command.by,
                    role=Role.LEADERSHIP,
                    via=command.via,
                    agency_id=command.agency_id,
                    version=state.agreement.version + 1 if state.agreement else 1,
                    topics=command.topics,
                    ratings_to_supervisor=command.ratings_to_supervisor,
                ),
            )
        case _:
            assert_never(command)


def evolve_agency(state: Agency | None, event: AgencySetUp | AgencyAgreementSigned) -> Agency:
    """Fold one event into the agency."""
    match event:
        case AgencySetUp():
            agreement = state.agreement if state else None
            return Agency(agency_id=event.agency_id, settings=event.settings, agreement=agreement)
        case AgencyAgreementSigned():
            if state is None:
                raise ValueError("an agreement without an agency")
            signed = AgreementSigned(
                version=event.version,
                topics=event.topics,
                signed_by=event.by,
                ratings_to_supervisor=event.ratings_to_supervisor,
            )
            return Agency(agency_id=state.agency_id, settings=state.settings, agreement=signed)
        case _:
            assert_never(event)
