"""The people of an engagement, and what they do through the real gateway."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from activities.messages import Recorded
from domain.agency.agency import TOPICS, AgencySettings, SetUpAgency, SignAgencyAgreement
from domain.engagement.commands import COMMANDS
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Overview
from domain.person.person import RegisterPerson
from tests.journeys.place import Place, until
from workers.demo.patience import patiently

ROLES = ("learner", "peer", "coach", "supervisor", "coordinator", "leader")
_TRIES = 8


@dataclass(frozen=True)
class Cast:
    """One agency's people, by role; everyone's id is their own, so tests can share a stack."""

    agency: str
    slug: str
    ids: dict[str, str]

    def __getitem__(self, role: str) -> str:
        return self.ids[role]

    def email(self, role: str) -> str:
        """Where a role is written to."""
        return f"{role}@{self.slug}.example"


async def assemble(
    place: Place, name: str = "", *, more: tuple[str, ...] = (), **settings: Any
) -> Cast:
    """An agency that signed the agreement, with its people; `more` names further ones."""
    slug = f"c{uuid4().hex[:8]}"
    cast = Cast(str(uuid4()), slug, {role: str(uuid4()) for role in (*ROLES, *more)})
    head = {"by": cast["coordinator"], "at": place.engine.clock.now(), "agency_id": cast.agency}
    # As a cohort's launch does it: whom to ask is a person, by name and address.
    contact = f"Coordinator {slug}, {cast.email('coordinator')}"
    given = AgencySettings(
        name=name or f"County {slug}",
        time_zone="America/Los_Angeles",
        contact=contact,
        leaders=(cast["leader"],),
        **settings,
    )
    setup = SetUpAgency.model_validate({**head, "command_id": str(uuid4()), "settings": given})
    await place.store.record_agency(cast.agency, setup)
    for role, person_id in cast.ids.items():
        about = {"person_id": person_id, "name": f"{role.title()} {slug}"}
        about |= {"email": cast.email(role), "time_zone": "America/Los_Angeles"}
        person = {**head, **about, "command_id": str(uuid4())}
        await place.store.people.record(person_id, RegisterPerson.model_validate(person))
    topics = dict.fromkeys(TOPICS, "As agreed")
    signing = {**head, "by": cast["leader"], "command_id": str(uuid4()), "topics": topics}
    await place.store.record_agency(cast.agency, SignAgencyAgreement.model_validate(signing))
    return cast


class Told:
    """One engagement, told act by act."""

    def __init__(self, place: Place, cast: Cast, engagement_id: str) -> None:
        self.place, self.cast, self.id = place, cast, engagement_id

    async def does(self, role: str, kind: str, command_id: str = "", **fields: Any) -> str:
        """`role` (or a person's id) does `kind`; its entry's id. Repeated where it must be."""
        made = command_id or str(uuid4())
        await self.submit(self.cast.ids.get(role, role), kind, made, fields)
        return made

    async def submit(self, by: str, kind: str, made: str, fields: dict[str, Any]) -> Recorded:
        """As somebody does who was told to repeat it."""
        place = self.place
        head = {"command_id": made, "by": by, "at": place.engine.clock.now(), "kind": kind}
        command = COMMANDS.validate_python({**fields, **head})

        async def send() -> Recorded:
            envelope = await place.store.envelopes.seal(self.id, command)
            return await place.engine.gateway.submit(
                envelope, self.cast.agency, launch=kind == "launch_engagement"
            )

        return await patiently(send, pause=0.3, tries=_TRIES)

    async def state(self) -> Engagement:
        state = await self.place.store.reader.state(self.id)
        assert state is not None
        return state

    async def version(self, what: str) -> int:
        """The version of a text that people approve: `terms`, `plan`, `ground_rules`."""
        return (await self.state()).versions[what]

    async def overview(self) -> Overview:
        row = await self.place.store.reader.overview(self.id)
        assert row is not None
        return row

    async def kinds(self) -> list[str]:
        events = await self.place.store.reader.events(self.id)
        return [str(getattr(event, "kind", "")) for _, event in events]

    async def came_to(self, kind: str, seconds: float = 60, *, times: int = 1) -> None:
        """Wait until so many events of this kind happened."""

        async def there() -> bool:
            return (await self.kinds()).count(kind) >= times

        await until(there, seconds, kind)

    async def days_pass(self, days: float) -> None:
        """Wait for days of the quickened calendar."""
        await asyncio.sleep(days * 24 * 3600 / self.place.engine.clock.rate)

    async def day_comes(self, day: date) -> None:
        """Wait for a day of the quickened calendar, by UTC."""
        clock = self.place.engine.clock
        await asyncio.sleep(clock.seconds_until(datetime(day.year, day.month, day.day, tzinfo=UTC)))


async def launched(place: Place, cast: Cast, **fields: Any) -> Told:
    """An engagement, launched by its coordinator."""
    told = Told(place, cast, str(uuid4()))
    given = {
        "learners": [cast["learner"]],
        "supervisor": cast["supervisor"],
        "coordinator": cast["coordinator"],
        "coach": cast["coach"],
        "origin": "learner_need",
        "skill": "Case plan development",
        "purpose": "Plans that families can follow",
        "expected_end": "2027-12-01",
        **fields,
    }
    await told.does("coordinator", "launch_engagement", **given)
    return told
