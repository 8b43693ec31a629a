"""What an agency sets for all its engagements, and who may: its program coordinators.

The first to set an agency up becomes its coordinator (Toolkit, ch. 2: a program coordinator
launches and watches over coaching); afterwards only those named may change anything.
"""

from typing import Annotated, Literal

import holidays
from pydantic import AfterValidator, Field, model_validator

from domain.base.confidential import ALL, Confidential
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, Frozen, Line, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.person.person_fields import TimeZone
from domain.words import WORDS

NOBODY_NAMED = WORDS.say("general.contact")
Contact = Annotated[Line, Confidential(ALL, blank=NOBODY_NAMED)]
"""Whom to ask: usually a person, by name and address, so sealed like these."""


def _by_id(person: str) -> str:
    if "@" in person or not person.strip():
        raise ValueError(WORDS.say("wrong.named_by_id"))
    return person


def _named_once(people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people))


def _days_in_order(days: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(days)) < len(days):
        raise ValueError(WORDS.say("wrong.day_twice"))
    return tuple(sorted(days))


Named = Annotated[PersonId, AfterValidator(_by_id)]
NamedPeople = Annotated[tuple[Named, ...], AfterValidator(_named_once)]
FollowUpDays = Annotated[
    tuple[Annotated[int, Field(ge=1, le=730)], ...], AfterValidator(_days_in_order)
]


class WorkingHours(Frozen):
    """Local hours in which people may be written to: from `start` until before `end`."""

    start: Annotated[int, Field(ge=0, le=23)] = 8
    end: Annotated[int, Field(ge=1, le=24)] = 17

    @model_validator(mode="after")
    def _in_order(self) -> "WorkingHours":
        if self.start >= self.end:
            raise ValueError(WORDS.say("wrong.hours_in_order"))
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
    """Two letters (ISO 3166): whose public holidays count, and how its days are written."""
    subdivision: str = "CA"
    """State or province of that country, for its own public holidays; empty for none."""
    contact: Contact = NOBODY_NAMED
    working_hours: WorkingHours = WorkingHours()
    summaries: SummarySchedule = SummarySchedule()
    commitment_threshold: Annotated[int, Field(ge=0, le=10)] = 5
    checkpoint_days: Annotated[int, Field(ge=1, le=90)] = 10
    quiet_days: Annotated[int, Field(ge=3, le=365)] = 21
    escalate_after_days: Annotated[int, Field(ge=1, le=90)] = 7
    follow_up_days: FollowUpDays = (30, 90)
    """Days after closing on which learner and supervisor are asked; each once, in order."""
    unreachable_days: Annotated[int, Field(ge=1, le=90)] = 14
    """A learner who can't be reached at closing is waited for so long; then the coach may close
    with a reason (coaching-process.md, settled since the first version)."""
    mandated_checkpoints: bool = True
    """Whether mandated coaching has more enrollment checkpoints: one in the first stage, one
    after the first session (our reading of the Toolkit's tenets on enrollment)."""
    small_number: Annotated[int, Field(ge=5, le=100)] = 5
    """Program figures are shown of no fewer people than this (never fewer than five)."""
    coordinators: NamedPeople = ()
    """The program coordinators: only they change these settings and register people. Whoever
    sets the agency up is one."""
    leaders: NamedPeople = ()
    """Who signs for leadership; nobody else's signature puts the agreement in force."""

    @model_validator(mode="after")
    def _known_holidays(self) -> "AgencySettings":
        known = holidays.list_supported_countries(include_aliases=False)
        if self.country not in known:
            raise ValueError(WORDS.say("wrong.country"))
        if self.subdivision and self.subdivision not in known[self.country]:
            some = ", ".join(known[self.country][:5])
            wrong = "wrong.subdivision" if some else "wrong.no_subdivisions"
            raise ValueError(WORDS.say(wrong, country=self.country, some=some))
        return self


class SetUpAgency(Command):
    """Make an agency known, or change its settings."""

    kind: Literal["set_up_agency"] = "set_up_agency"
    agency_id: AgencyId
    settings: AgencySettings


class AgencySetUp(Event):
    """The agency's settings as of now."""

    kind: Literal["agency_set_up"] = "agency_set_up"
    agency_id: AgencyId
    settings: AgencySettings


def set_up(
    before: AgencySettings | None, signed: bool, command: SetUpAgency
) -> tuple[AgencySetUp, ...]:
    """The event to record; none where nothing changes.

    `before` are the settings in force, None for the first; `signed` whether leadership signed an
    agreement. Raises `Refusal`: `not_agency_coordinator`, `agency_without_coordinator`,
    `agency_without_leader`.
    """
    settings = command.settings
    if before is None:
        first = settings.model_dump() | {"coordinators": (command.by, *settings.coordinators)}
        settings = AgencySettings.model_validate(first)
    elif command.by not in before.coordinators:
        raise Refusal("not_agency_coordinator")
    elif not settings.coordinators:
        raise Refusal("agency_without_coordinator")
    elif signed and not settings.leaders:
        raise Refusal("agency_without_leader")
    if settings == before:
        return ()
    return (AgencySetUp.of(command, Role.COORDINATOR, settings=settings),)
