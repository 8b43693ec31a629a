"""A small agency for the store's tests: its people, its clock, and commands they might send."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_DNS, uuid5

import asyncpg

from activities.messages import Recorded
from domain.agency.agency import AgencySettings, SetUpAgency
from domain.base.roles import Origin
from domain.engagement.commands import EngagementCommand
from domain.engagement.topics.assign import AssignCoach
from domain.engagement.topics.launch import LaunchEngagement
from domain.engagement.topics.readiness import LookAtReadiness
from domain.person.person import RegisterPerson
from store.keys.shredding import Disposed
from store.recording.noted_row import Launching, NotedRow
from store.store import Store

MARKER = "MARKER"
RING_MASTER = b"m" * 32
RING_CHAIN = b"c" * 32
ENGINE_PASSWORD = "engine-password"
CONSOLE_PASSWORD = "console-password"
OWNER_PASSWORD = "owner-password"
PEOPLE = ("coordinator", "supervisor", "learner", "coach", "other_coach")


def id_of(name: str) -> str:
    return str(uuid5(NAMESPACE_DNS, name))


AGENCY = id_of("agency")
ENGAGEMENT = id_of("engagement")


@dataclass
class ManualClock:
    """Domain time that stands still until a test moves it; rate 1."""

    at: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 18, 0, tzinfo=UTC))

    @property
    def rate(self) -> float:
        return 1.0

    def now(self) -> datetime:
        return self.at

    def seconds_until(self, due: datetime) -> float:
        return max(0.0, (due - self.at).total_seconds())

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class World:
    """A store with an agency in it. Wednesday 4 March 2026, 10:00 in Los Angeles."""

    store: Store
    clock: ManualClock
    superuser_dsn: str
    console_dsn: str
    engine_dsn: str

    @property
    def disposed(self) -> Disposed:
        """What is said of a disposal."""
        return Disposed("operator:test", "kept long enough", self.clock.now())

    async def populate(self) -> None:
        await self.store.record_agency(
            AGENCY,
            SetUpAgency(
                command_id="agency-1",
                by=id_of("coordinator"),
                at=self.clock.now(),
                agency_id=AGENCY,
                settings=AgencySettings(name="County", time_zone="America/Los_Angeles"),
            ),
        )
        for name in PEOPLE:
            await self.register(name)

    async def register(
        self, who: str, time_zone: str = "America/Los_Angeles", name: str = ""
    ) -> None:
        await self.register_as(id_of(who), who, time_zone, name)

    async def register_as(
        self,
        person_id: str,
        who: str = "learner",
        time_zone: str = "America/Los_Angeles",
        name: str = "",
    ) -> None:
        address = who.replace(" ", "-") if person_id == id_of(who) else person_id
        await self.store.people.record(
            person_id,
            RegisterPerson(
                command_id=f"register-{address}-{time_zone}",
                by=id_of("coordinator"),
                at=self.clock.now(),
                person_id=person_id,
                agency_id=AGENCY,
                name=name or f"{MARKER} {who}",
                email=f"{MARKER}-{address}@example.org",
                time_zone=time_zone,
            ),
        )

    def launch(self, command_id: str = "launch-1", skill: str = "listening") -> LaunchEngagement:
        return LaunchEngagement(
            command_id=command_id,
            by=id_of("coordinator"),
            at=self.clock.now(),
            learners=(id_of("learner"),),
            supervisor=id_of("supervisor"),
            coordinator=id_of("coordinator"),
            coach=id_of("coach"),
            origin=Origin.LEARNER_NEED,
            skill=f"{MARKER} {skill}",
            purpose=f"{MARKER} purpose",
            expected_end=date(2026, 9, 1),
            cohort="spring",
        )

    def noted(self, engagement_id: str, n: int = 2, **said: str) -> NotedRow:
        """A row of a cohort file, whose people are registered already."""
        return NotedRow(
            engagement_id=engagement_id,
            n=n,
            who=f"who-{engagement_id}",
            learner=f"learner-{engagement_id}",
            said=said,
            work=Launching(people=(), launch=self.launch(f"launch-{engagement_id}")),
        )

    def note(self, command_id: str = "note-1", note: str = "ready") -> LookAtReadiness:
        return LookAtReadiness(
            command_id=command_id,
            by=id_of("coach"),
            at=self.clock.now(),
            note=f"{MARKER} {note}",
        )

    def assign(self, command_id: str, coach: str) -> AssignCoach:
        return AssignCoach(
            command_id=command_id,
            by=id_of("coordinator"),
            at=self.clock.now(),
            coach=id_of(coach),
        )

    async def record(self, command: EngagementCommand, engagement_id: str = ENGAGEMENT) -> Recorded:
        envelope = await self.store.envelopes.seal(engagement_id, command)
        return await self.store.engagements.record(envelope)

    @asynccontextmanager
    async def connected(self) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """A connection as the superuser."""
        connection = await asyncpg.connect(self.superuser_dsn)
        try:
            yield connection
        finally:
            await connection.close()

    async def sql(self, statement: str, *values: object) -> list[asyncpg.Record]:
        """As the superuser: what an intruder with the whole database could do."""
        async with self.connected() as connection:
            return list(await connection.fetch(statement, *values))

    async def dump(self) -> str:
        """Every row of every table, as text."""
        tables = await self.sql(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        )
        parts = []
        for table in tables:
            rows = await self.sql(f"select t::text as row from {table['tablename']} t")
            parts += [row["row"] for row in rows]
        return "\n".join(parts)
