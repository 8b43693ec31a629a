"""Agencies and people: their own streams, recorded directly, without Temporal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import asyncpg

from activities.messages import Recorded
from domain.agency.agency import Agency, AgencyCommand, decide_agency
from domain.base.confidential import mark_of
from domain.base.messages import Event
from domain.base.model import AgencyId, EntryId, PersonId
from domain.base.refusals import Refusal
from domain.person.own_answers import AnsweredForOneself
from domain.person.person import Person, PersonCommand, PersonRegistered, decide_person
from domain.program.trust import Parts, trust_in
from store.database import Connection, Database, Source
from store.keys.key_ring import KeyRing
from store.log.stream_kinds import AGENCY, PERSON
from store.log.streams import Opened, Streams
from store.personal.course_cells import trust_cell
from store.personal.name_keys import beginnings
from store.recording.agency_names import check_unique
from store.recording.handler import SQL, Handler, Numbered, Rules

_NAME = mark_of(PersonRegistered, "name")
_GONE = _NAME.blank if _NAME else None
"""What stands for the name of a person who was disposed of; nobody is found by it."""


class AgencyRules(Rules[Agency, AgencyCommand, None]):
    """An agency has no read models of its own; its name is nobody else's."""

    kind = AGENCY
    projection = SQL["agency"]

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    async def facts(
        self, c: Connection, stream: Opened[Agency], command: AgencyCommand | None
    ) -> None:
        """An agency's rules need nothing beside its own stream."""

    def decide(
        self, stream: Opened[Agency], command: AgencyCommand, facts: None
    ) -> Sequence[Event]:
        """The events a command leads to. Raises `Refusal` as the domain's rules."""
        return decide_agency(stream.state, command)

    async def check(self, c: Connection, before: Agency | None, after: Agency) -> None:
        """Refuse a name another agency has. Raises `Refusal("agency_name_taken")`."""
        if before is None or before.settings.name != after.settings.name:
            await check_unique(c, self._streams, after)

    async def project(
        self, c: Connection, stream: Opened[Agency], facts: None, news: Numbered
    ) -> Mapping[str, Any] | None:
        """An agency has no read models."""
        return None


class PersonRules(Rules[Person, PersonCommand, Agency | None]):
    """A person is found by a keyed hash of their address; their agency says who may write it."""

    kind = PERSON
    projection = SQL["person"]

    def __init__(self, ring: KeyRing, agencies: "Agencies") -> None:
        self._ring = ring
        self._agencies = agencies

    async def facts(
        self, c: Connection, stream: Opened[Person], command: PersonCommand | None
    ) -> Agency | None:
        """The agency that the command names. Raises `Refusal("unknown_agency")`."""
        return None if command is None else (await self._agencies.at(c, command.agency_id))[0]

    def decide(
        self, stream: Opened[Person], command: PersonCommand, facts: Agency | None
    ) -> Sequence[Event]:
        """The events a command leads to. Raises `Refusal` as the domain's rules."""
        return decide_person(stream.state, command, facts)

    async def project(
        self, c: Connection, stream: Opened[Person], facts: Agency | None, news: Numbered
    ) -> Mapping[str, Any] | None:
        """The person's agency, keyed hashes of address and name, trust as they answered."""
        person = stream.state
        if person is None:
            return None
        email_key = self._ring.email_key(person.agency_id, person.email)
        known = [] if person.name == _GONE else beginnings(person.name)
        keys = [self._ring.name_key(person.agency_id, one).hex() for one in known]
        return {
            "agency_id": person.agency_id,
            "email_key": email_key.hex(),
            "name_keys": keys,
            "trust": [
                {"entry_id": e, "n": n, "newest": newest, "scores": trust_cell(p, stream.keys)}
                for e, n, newest, p in _answerings(news)
            ],
        }


def _answerings(news: Numbered) -> Iterable[tuple[EntryId, int, int, Parts | None]]:
    """Answerings of what tells of trust, each with the versions of its first and newest event."""
    told = [(n, one.entry_id) for n, one in news if isinstance(one, AnsweredForOneself)]
    begun = {entry: n for n, entry in reversed(told)}
    newest = {entry: n for n, entry in told}
    found = trust_in([event for _, event in news])
    return [(entry, begun[entry], newest[entry], parts) for entry, parts in found.items()]


class Agencies:
    """Records agency commands; reads agencies for the rules."""

    def __init__(self, database: Database, streams: Streams) -> None:
        self._database = database
        self._streams = streams
        self._known: dict[AgencyId, tuple[int, Agency]] = {}
        self.handler = Handler(streams, AgencyRules(streams))

    async def record(self, agency_id: AgencyId, command: AgencyCommand) -> Recorded:
        """Decide and append one command. Raises `Refusal`, `StoreUnavailable`, `StaleEpoch`."""
        if command.agency_id != agency_id:
            raise Refusal("wrong_stream")
        async with self._database.transaction() as c:
            stream = await self.handler.open(c, agency_id, command.command_id)
            done = await self.handler.carry_out(c, stream, command)
            return Recorded(version=done.version, repeated=done.repeated)

    def forget(self, agency_id: AgencyId) -> None:
        """Read the agency anew next time."""
        self._known.pop(agency_id, None)

    async def at(self, c: Source, agency_id: AgencyId) -> tuple[Agency, int]:
        """The agency and its version. Raises `Refusal("unknown_agency")`."""
        stream = await self._streams.read(c, AGENCY, agency_id)
        if stream is None or stream.state is None:
            raise Refusal("unknown_agency", agency=agency_id)
        return stream.state, stream.version

    async def beside(
        self, c: Connection, row: asyncpg.Record, agency_id: AgencyId
    ) -> tuple[Agency, int]:
        """The same where a row says which version there is: read only if that is not known yet.

        A row that holds the agency too, in columns that begin with `agency_`, spares the reading.
        """
        known = self._known.get(agency_id)
        same = row["agency_id"] == agency_id
        if same and known is not None and known[0] == row["agency_version"]:
            return known[1], known[0]
        if same and row["agency_version"] and "agency_snapshot" in row:
            stream = await self._streams.of_row(c, AGENCY, row, "agency_")
            if stream.state is None:
                raise Refusal("unknown_agency", agency=agency_id)
            found = stream.state, stream.version
        else:
            found = await self.at(c, agency_id)
        self._known[agency_id] = found[1], found[0]
        return found

    async def some(self, c: Source, ids: Iterable[AgencyId]) -> dict[AgencyId, Agency]:
        """Those of `ids` that are known, by id, in one query."""
        streams = await self._streams.read_many(c, AGENCY, ids)
        return {one: s.state for one, s in streams.items() if s.state is not None}


class People:
    """Records person commands; reads people for mails and pages."""

    def __init__(self, database: Database, streams: Streams, agencies: Agencies) -> None:
        self._database = database
        self._streams = streams
        self.handler = Handler(streams, PersonRules(streams.ring, agencies))

    async def record(self, person_id: PersonId, command: PersonCommand) -> Recorded:
        """Decide and append one command. Raises `Refusal`, `StoreUnavailable`, `StaleEpoch`."""
        if command.person_id != person_id:
            raise Refusal("wrong_stream")
        async with self._database.transaction() as c:
            stream = await self.handler.open(c, person_id, command.command_id)
            done = await self.handler.carry_out(c, stream, command)
            return Recorded(version=done.version, repeated=done.repeated)

    async def some(self, c: Source, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known, by id, in one query."""
        streams = await self._streams.read_many(c, PERSON, ids)
        return {one: s.state for one, s in streams.items() if s.state is not None}

    async def named(
        self, c: Connection, ids: Iterable[PersonId]
    ) -> tuple[AgencyId, asyncpg.Record]:
        """The first one's agency, and the row it was read along in, in one query for all.

        Raises `Refusal("unknown_person")` if any is unknown.
        """
        wanted = list(dict.fromkeys(ids))
        rows = await c.fetch(SQL["named_people"], wanted, wanted[0])
        known = {row["person_id"]: row for row in rows}
        for person_id in wanted:
            if person_id not in known:
                raise Refusal("unknown_person", person=person_id)
        first = known[wanted[0]]
        return str(first["agency_id"]), first
