"""The people of an engagement, and what they do through the real gateway."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from activities.messages import Recorded
from activities.ports import StoreUnavailable
from domain.agency.agency import TOPICS, AgencySettings, SetUpAgency, SignAgencyAgreement
from domain.engagement.commands import COMMANDS
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Overview
from domain.person.person import RegisterPerson
from tests.journeys.place import Place, until
from workflows.errors import OutcomeUnknown

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


async def assemble(place: Place, name: str = "", **settings: Any) -> Cast:
    """An agency with its people, and the agreement signed."""
    slug = f"c{uuid4().hex[:8]}"
    cast = Cast(str(uuid4()), slug, {role: str(uuid4()) for role in ROLES})
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
        """`role` does `kind`; its entry's id. Repeated with the same id where it must be."""
        made = command_id or str(uuid4())
        await self.submit(self.cast.ids.get(role, role), kind, made, fields)
        return made

    async def submit(self, by: str, kind: str, made: str, fields: dict[str, Any]) -> Recorded:
        """As somebody does who was told to repeat it."""
        place = self.place
        head = {"command_id": made, "by": by, "at": place.engine.clock.now(), "kind": kind}
        command = COMMANDS.validate_python({**fields, **head})
        for left in range(_TRIES, 0, -1):
            try:
                envelope = await place.store.envelopes.seal(self.id, command)
                return await place.engine.gateway.submit(
                    envelope, self.cast.agency, launch=kind == "launch_engagement"
                )
            except (OutcomeUnknown, StoreUnavailable):
                if left == 1:
                    raise
                await asyncio.sleep(0.3)
        raise AssertionError("unreachable")

    async def state(self) -> Engagement:
        state = await self.place.store.reader.state(self.id)
        assert state is not None
        return state

    async def overview(self) -> Overview:
        row = await self.place.store.reader.overview(self.id)
        assert row is not None
        return row

    async def kinds(self) -> list[str]:
        events = await self.place.store.reader.events(self.id)
        return [str(getattr(event, "kind", "")) for _, event in events]

    async def came_to(self, kind: str, seconds: float = 60) -> None:
        """Wait until an event of this kind happened."""

        async def there() -> bool:
            return kind in await self.kinds()

        await until(there, seconds, kind)

    async def days_pass(self, days: float) -> None:
        """Wait for days of the quickened calendar."""
        await asyncio.sleep(days * 24 * 3600 / self.place.engine.clock.rate)


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


async def agree(told: Told, *joining: str) -> None:
    """All that initial interest asks for, and on to joint planning."""
    await told.does("coach", "look_at_readiness", note="Ready to begin")
    for role in joining or ("supervisor", "learner", "coach"):
        await told.does(
            role,
            "join_agreement",
            agreement_version=1,
            understood=True,
            disclosed="Only what is a safety risk to a child",
            concerns_go_to="The program coordinator",
            expected_end=(await told.state()).expected_end,
        )
    for role in ("coach", "learner"):
        await told.does(
            role,
            "explain_confidentiality",
            exceptions_explained=True,
            mandated_reporting_explained=True,
        )
    promised = "Two plans a month together"
    given: dict[str, Any] = {"promised": promised, "supervisor_has_skill": True}
    await told.does("supervisor", "write_sustainability_plan", **given)
    await told.does("supervisor", "sign_sustainability_plan")
    await told.does("coach", "advance_stage")


async def plan(told: Told, **process: Any) -> str:
    """All that joint planning asks for but enrollment; the goal's id."""
    goal = {
        "scale": "smart",
        "specific": "Write case plans in the family's own words",
        "measurable": "In four of five plans",
        "achievable": "Two plans a week are written anyway",
        "result_focused": "Families can follow their plan",
        "due": "2027-11-01",
    }
    made = await told.does("learner", "set_goal", goal=goal)
    given = {"where": "At the office", "channel": "in_person", "every_days": 14, **process}
    given |= {"demonstrations": "Two plans together", "observations": "Work samples"}
    await told.does("coach", "agree_process", **given)
    await told.does("supervisor", "inform_supervisor", took_part=True)
    await told.does("supervisor", "confirm_goals", fits_policy=True, time_granted=True)
    return made


async def close(told: Told) -> None:
    """From wherever it is, by the shortest way to a handoff the learner has not yet seen."""
    await told.does("coach", "start_closing")
    await told.does("coach", "meet_to_close")
    await told.does("learner", "tell_results", results="Plans are clearer", what_helps=["Peers"])
    await told.does("coach", "produce_handoff")


async def closed(told: Told) -> None:
    """All the way to following up, by the shortest way."""
    await close(told)
    await told.does("learner", "see_handoff")
    await told.came_to("handoff_delivered")
    await told.does("coach", "advance_stage")
