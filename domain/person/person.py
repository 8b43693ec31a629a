"""A person's stream: who they are and when they may be written to.

Registered and changed by a coordinator of their agency; what is theirs alone to say, their name
and their time zone, also by themselves.
"""

from typing import Annotated, Literal, assert_never
from zoneinfo import ZoneInfo

from pydantic import Field, TypeAdapter

from domain.agency.agency import Agency, WorkingHours
from domain.base.confidential import ALL, Confidential
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, EntryId, Frozen, Line, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.person.own_answers import AnsweredForOneself, AnswerForOneself, OwnSheet, answer
from domain.person.person_fields import EVERY_DAY, Email, TimeZone, Weekdays


class RegisterPerson(Command):
    """Make a person known to an agency, or bring their data up to date."""

    kind: Literal["register_person"] = "register_person"
    person_id: PersonId
    agency_id: AgencyId
    name: Line
    email: Email
    time_zone: TimeZone


class PersonRegistered(Event):
    """A person's name and address as of now.

    `role` is the office that keeps the register, the coordinator's; `by` says who wrote it.
    """

    kind: Literal["person_registered"] = "person_registered"
    person_id: PersonId
    agency_id: AgencyId
    name: Annotated[Line, Confidential(ALL, blank="(name disposed of)")]
    email: Annotated[str, Confidential(ALL, blank="")]
    time_zone: TimeZone


class SetPreferences(Command):
    """When a person wants to be written to, within what their agency allows; theirs alone to say.

    `working_hours` None takes the agency's. Reminders come on `reminder_days` (0 Monday) that are
    working days; a report that the law sets a clock for comes on any.
    """

    kind: Literal["set_preferences"] = "set_preferences"
    person_id: PersonId
    agency_id: AgencyId
    working_hours: WorkingHours | None = None
    reminder_days: Weekdays = EVERY_DAY


class PreferencesSet(Event):
    """When a person wants to be written to, as of now."""

    kind: Literal["preferences_set"] = "preferences_set"
    person_id: PersonId
    working_hours: WorkingHours | None
    reminder_days: Weekdays


PersonCommand = RegisterPerson | SetPreferences | AnswerForOneself
PersonEvent = PersonRegistered | PreferencesSet | AnsweredForOneself
PERSON_EVENTS: TypeAdapter[PersonEvent] = TypeAdapter(
    Annotated[PersonEvent, Field(discriminator="kind")]
)


class Person(Frozen):
    """A person as the log has them."""

    person_id: PersonId
    agency_id: AgencyId
    name: str
    email: str
    time_zone: TimeZone
    working_hours: WorkingHours | None = None
    """Their own hours; None where the agency's hold."""
    reminder_days: Weekdays = EVERY_DAY
    answers: dict[EntryId, OwnSheet] = {}
    """Instruments they answered for themself, by entry."""

    @property
    def zone(self) -> ZoneInfo:
        """The person's own time zone."""
        return ZoneInfo(self.time_zone)


def decide_person(
    state: Person | None, command: PersonCommand, agency: Agency | None
) -> tuple[PersonEvent, ...]:
    """The event to record; none where nothing changes.

    `agency` is the one the command names, None where it is not set up yet. Raises
    `Refusal`: `unknown_agency`, `person_of_another_agency`, `not_agency_coordinator` (somebody
    else's data), `address_by_coordinator` (one's own address), `preferences_are_own`,
    `answers_are_own`, and as `own_answers.answer`.
    """
    match command:
        case RegisterPerson():
            return _registered(state, command, agency)
        case SetPreferences():
            return _preferences(state, command)
        case AnswerForOneself():
            return _answers(state, command, agency)
        case _:
            assert_never(command)


def _registered(
    state: Person | None, command: RegisterPerson, agency: Agency | None
) -> tuple[PersonRegistered, ...]:
    if agency is None:
        raise Refusal("unknown_agency", agency=command.agency_id)
    if state is not None and state.agency_id != command.agency_id:
        raise Refusal("person_of_another_agency", person=command.person_id)
    if command.by not in agency.settings.coordinators:
        if command.by != command.person_id or state is None:
            raise Refusal("not_agency_coordinator")
        if command.email != state.email:
            raise Refusal("address_by_coordinator")
    event = PersonRegistered.of(command, Role.COORDINATOR)
    return () if state == evolve_person(state, event) else (event,)


def _preferences(state: Person | None, command: SetPreferences) -> tuple[PreferencesSet, ...]:
    if state is None or command.by != command.person_id:
        raise Refusal("preferences_are_own")
    if state.agency_id != command.agency_id:
        raise Refusal("person_of_another_agency", person=command.person_id)
    # An event needs a role: whoever says it has none here but their own part in the agency.
    event = PreferencesSet.of(command, Role.LEARNER)
    return () if state == evolve_person(state, event) else (event,)


def _answers(
    state: Person | None, command: AnswerForOneself, agency: Agency | None
) -> tuple[AnsweredForOneself]:
    if state is None or command.by != command.person_id:
        raise Refusal("answers_are_own")
    if agency is None or state.agency_id != command.agency_id:
        raise Refusal("person_of_another_agency", person=command.person_id)
    return answer(state.answers, agency, command)


def evolve_person(state: Person | None, event: PersonEvent) -> Person:
    """The latest registration is who the person is; what they wish stays with them.

    Raises ValueError for wishes and answers of nobody.
    """
    match event:
        case PersonRegistered():
            return Person(
                person_id=event.person_id,
                agency_id=event.agency_id,
                name=event.name,
                email=event.email,
                time_zone=event.time_zone,
                working_hours=state.working_hours if state else None,
                reminder_days=state.reminder_days if state else EVERY_DAY,
                answers=state.answers if state else {},
            )
        case PreferencesSet():
            if state is None:
                raise ValueError("wishes without a person")
            wished = {"working_hours": event.working_hours, "reminder_days": event.reminder_days}
            return state.model_copy(update=wished)
        case AnsweredForOneself():
            if state is None:
                raise ValueError("answers without a person")
            sheet = OwnSheet(instrument=event.instrument, version=event.version)
            return state.model_copy(update={"answers": {**state.answers, event.entry_id: sheet}})
        case _:
            assert_never(event)
