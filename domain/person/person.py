"""A person's stream: who they are and when they may be written to."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, TypeAdapter

from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, Frozen, Line, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("not an IANA time zone, such as America/Los_Angeles")
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
    ),
]


class RegisterPerson(Command):
    """Make a person known to an agency, or bring their data up to date."""

    kind: Literal["register_person"] = "register_person"
    person_id: PersonId
    agency_id: AgencyId
    name: Line
    email: Email
    time_zone: TimeZone


class PersonRegistered(Event):
    """A person's name and address as of now."""

    kind: Literal["person_registered"] = "person_registered"
    person_id: PersonId
    agency_id: AgencyId
    name: Annotated[Line, Confidential(Audience.STAFF, blank="(name disposed of)")]
    email: Annotated[str, Confidential(Audience.STAFF, blank="")]
    time_zone: TimeZone


PersonCommand = RegisterPerson
PersonEvent = PersonRegistered
PERSON_EVENTS: TypeAdapter[PersonEvent] = TypeAdapter(PersonEvent)


class Person(Frozen):
    """A person as the log has them."""

    person_id: PersonId
    agency_id: AgencyId
    name: str
    email: str
    time_zone: TimeZone

    @property
    def zone(self) -> ZoneInfo:
        """The person's own time zone."""
        return ZoneInfo(self.time_zone)


def decide_person(state: Person | None, command: PersonCommand) -> tuple[PersonEvent, ...]:
    """Register or update; nothing is recorded where nothing changes."""
    if state is not None and state.agency_id != command.agency_id:
        raise Refusal("person_of_another_agency", person=command.person_id)
    person = Person(
        person_id=command.person_id,
        agency_id=command.agency_id,
        name=command.name,
        email=command.email,
        time_zone=command.time_zone,
    )
    if state == person:
        return ()
    return (
        PersonRegistered(
            at=command.at,
            by=command.by,
            role=Role.COORDINATOR,
            via=command.via,
            **person.model_dump(),
        ),
    )


def evolve_person(_state: Person | None, event: PersonEvent) -> Person:
    """The latest registration is who the person is."""
    return Person(
        person_id=event.person_id,
        agency_id=event.agency_id,
        name=event.name,
        email=event.email,
        time_zone=event.time_zone,
    )
