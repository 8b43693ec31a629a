"""Agencies and people: their own streams, recorded directly, without Temporal."""

from collections.abc import Iterable

from activities.messages import Recorded
from domain.agency.agency import Agency, AgencyCommand, decide_agency
from domain.base.model import AgencyId, PersonId
from domain.base.refusals import Refusal
from domain.person.person import Person, PersonCommand, decide_person
from store.database import Connection, Database
from store.log.stream_kinds import AGENCY, PERSON
from store.log.streams import Streams
from store.recording import deduplication as commands
from store.recording.agency_names import check_unique
from store.recording.deduplication import First


class Agencies:
    """Records agency commands; reads agencies for the rules."""

    def __init__(self, database: Database, streams: Streams) -> None:
        self._database = database
        self._streams = streams
        self._known: dict[AgencyId, tuple[int, Agency]] = {}

    async def record(self, agency_id: AgencyId, command: AgencyCommand) -> Recorded:
        """Raises `Refusal`, `StoreUnavailable`, `StaleEpoch`."""
        if command.agency_id != agency_id:
            raise Refusal("wrong_stream")
        async with self._database.transaction() as c:
            name, ring = f"{AGENCY.name}/{agency_id}", self._streams.ring
            stream = await self._streams.lock(c, AGENCY, agency_id)
            first = await commands.find(c, ring, name, command)
            if first is not None:
                return Recorded(version=first.version, repeated=True)
            before = stream.state.settings.name if stream.state else None
            events = decide_agency(stream.state, command)
            if events:
                await self._streams.append(c, stream, command.command_id, events)
            if stream.state is not None and stream.state.settings.name != before:
                await check_unique(c, self._streams, stream.state)
            await commands.remember(c, ring, name, command, First(stream.version, "", ""))
            return Recorded(version=stream.version)

    def forget(self, agency_id: AgencyId) -> None:
        """Read the agency anew next time."""
        self._known.pop(agency_id, None)

    async def at(self, c: Connection, agency_id: AgencyId) -> tuple[Agency, int]:
        """The agency and its version. Raises `Refusal("unknown_agency")`."""
        version = await c.fetchval(
            "select version from stream where kind = 'agency' and id = $1", agency_id
        )
        known = self._known.get(agency_id)
        if known is not None and known[0] == version:
            return known[1], known[0]
        stream = await self._streams.read(c, AGENCY, agency_id)
        if stream is None or stream.state is None:
            raise Refusal("unknown_agency", agency=agency_id)
        self._known[agency_id] = (stream.version, stream.state)
        return stream.state, stream.version


class People:
    """Records person commands; reads people for mails and pages."""

    def __init__(self, database: Database, streams: Streams, agencies: Agencies) -> None:
        self._database = database
        self._streams = streams
        self._agencies = agencies

    async def record(self, person_id: PersonId, command: PersonCommand) -> Recorded:
        """Raises `Refusal`, `StoreUnavailable`, `StaleEpoch`."""
        if command.person_id != person_id:
            raise Refusal("wrong_stream")
        async with self._database.transaction() as c:
            name, ring = f"{PERSON.name}/{person_id}", self._streams.ring
            stream = await self._streams.lock(c, PERSON, person_id)
            first = await commands.find(c, ring, name, command)
            if first is not None:
                return Recorded(version=first.version, repeated=True)
            agency, _ = await self._agencies.at(c, command.agency_id)
            events = decide_person(stream.state, command, agency)
            if events:
                await self._streams.append(c, stream, command.command_id, events)
            if stream.state is not None:
                await self.index(c, stream.state)
            await commands.remember(c, ring, name, command, First(stream.version, "", ""))
            return Recorded(version=stream.version)

    async def index(self, c: Connection, person: Person) -> None:
        """Make the person findable by e-mail address."""
        await c.execute(
            """
            insert into person (person_id, agency_id, email_key) values ($1, $2, $3)
            on conflict (person_id) do update set
                agency_id = excluded.agency_id, email_key = excluded.email_key
            """,
            person.person_id,
            person.agency_id,
            self._streams.ring.email_key(person.agency_id, person.email),
        )

    async def some(self, c: Connection, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known, by id."""
        found = {}
        for person_id in dict.fromkeys(ids):
            stream = await self._streams.read(c, PERSON, person_id)
            if stream is not None and stream.state is not None:
                found[person_id] = stream.state
        return found

    async def agency_of(self, c: Connection, ids: Iterable[PersonId]) -> AgencyId:
        """The first one's agency. Raises `Refusal("unknown_person")` if any is unknown."""
        wanted = list(dict.fromkeys(ids))
        rows = await c.fetch(
            "select person_id, agency_id from person where person_id = any($1::text[])", wanted
        )
        known = {row["person_id"]: row["agency_id"] for row in rows}
        for person_id in wanted:
            if person_id not in known:
                raise Refusal("unknown_person", person=person_id)
        return str(known[wanted[0]])
