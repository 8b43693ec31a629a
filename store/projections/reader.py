"""Reading for people and tools: lists, one engagement unsealed, who is who, mails' fate."""

from collections.abc import Iterable, Sequence

import asyncpg

from domain.agency.agency import Agency
from domain.base.messages import Event
from domain.base.model import AgencyId, EngagementId, PersonId
from domain.base.roles import Role
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Overview, Todo
from domain.person.person import Person
from store.database import Database
from store.log.stream_kinds import ENGAGEMENT
from store.log.streams import Streams
from store.mail.mail_repository import Mails
from store.projections.rows import MailLine, OwedLine, TimelineLine
from store.recording.repositories import Agencies, People

_LIST = """
select body from overview
where ($1::text is null or agency_id = $1) and ($2::text is null or stage = $2)
  and ($3::text is null or status = $3) and ($4::text is null or cohort = $4)
  and ($5::boolean is null or at_risk = $5) and ($6::text is null or $6 = any (people))
order by body ->> 'launched_at', engagement_id limit $7
"""


class Reader:
    """Every method is one short transaction. Raises `StoreUnavailable`."""

    def __init__(
        self,
        database: Database,
        streams: Streams,
        agencies: Agencies,
        people: People,
        mails: Mails,
    ) -> None:
        self._database = database
        self._streams = streams
        self._agencies = agencies
        self._people = people
        self._mails = mails

    async def overviews(
        self,
        *,
        agency: AgencyId | None = None,
        stage: str | None = None,
        status: str | None = None,
        cohort: str | None = None,
        at_risk: bool | None = None,
        person: PersonId | None = None,
        limit: int = 1000,
    ) -> list[Overview]:
        """Engagements in the order of launching."""
        rows = await self._fetch(_LIST, agency, stage, status, cohort, at_risk, person, limit)
        return [Overview.model_validate(row["body"]) for row in rows]

    async def overview(self, engagement_id: EngagementId) -> Overview | None:
        """One engagement's line."""
        rows = await self._fetch(
            "select body from overview where engagement_id = $1", engagement_id
        )
        return Overview.model_validate(rows[0]["body"]) if rows else None

    async def ids_starting(self, prefix: str, limit: int = 20) -> list[EngagementId]:
        """Engagements whose id starts so."""
        rows = await self._fetch(
            "select engagement_id from overview where starts_with(engagement_id, $1) "
            "order by 1 limit $2",
            prefix.lower(),
            limit,
        )
        return [row["engagement_id"] for row in rows]

    async def state(self, engagement_id: EngagementId) -> Engagement | None:
        """The engagement, unsealed: show it through `disclosure` only."""
        async with self._database.transaction() as c:
            stream = await self._streams.read(c, ENGAGEMENT, engagement_id)
            return stream.state if stream else None

    async def events(self, engagement_id: EngagementId) -> list[tuple[int, Event]]:
        """(version, event), unsealed, oldest first: show them through `disclosure` only."""
        async with self._database.transaction() as c:
            keys = await self._streams.keys.of(c, ENGAGEMENT.name, engagement_id)
            rows = await self._streams.stored(c, ENGAGEMENT.name, engagement_id)
            return [(row.version, row.opened(ENGAGEMENT, keys)) for row in rows]

    async def todo(self, person: PersonId) -> list[Todo]:
        """What a person can do now, the most urgent first."""
        rows = await self._fetch(
            "select body from todo where person = $1 order by due nulls last, engagement_id, n",
            person,
        )
        return [Todo.model_validate(row["body"]) for row in rows]

    async def timeline(
        self, engagement_id: EngagementId, roles: Iterable[Role]
    ) -> list[TimelineLine]:
        """What someone holding `roles` may know happened."""
        rows = await self._fetch(
            "select version, at, by, role, via, kind from timeline "
            "where engagement_id = $1 and seen_by && $2::text[] order by version",
            engagement_id,
            sorted(role.value for role in roles),
        )
        return [TimelineLine(**dict(row)) for row in rows]

    async def people(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known."""
        async with self._database.transaction() as c:
            return await self._people.some(c, ids)

    async def people_of(self, agency: AgencyId) -> list[Person]:
        """Everyone of an agency, by id."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(
                "select person_id from person where agency_id = $1 order by 1", agency
            )
            return list((await self._people.some(c, (r["person_id"] for r in rows))).values())

    async def person_by_email(self, agency: AgencyId, email: str) -> Person | None:
        """Whoever of the agency has this address, in whatever case it is written."""
        async with self._database.transaction() as c:
            person_id = await c.fetchval(
                "select person_id from person where agency_id = $1 and email_key = $2 order by 1",
                agency,
                self._streams.ring.email_key(agency, email),
            )
            if person_id is None:
                return None
            return (await self._people.some(c, [person_id])).get(person_id)

    async def agencies(self) -> list[Agency]:
        """Every agency, by id."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select id from stream where kind = 'agency' and version > 0 order by id"
            )
            return [(await self._agencies.at(c, row["id"]))[0] for row in rows]

    async def mails(
        self, *, agency: AgencyId | None = None, status: str | None = None, limit: int = 200
    ) -> list[MailLine]:
        """What became of mails, newest first; never their content."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select mail_id, kind, recipient, occasion, engagement_id, status, frozen_at, "
                "settled_at, reason from mail where ($1::text is null or agency_id = $1) "
                "and ($2::text is null or status = $2) order by frozen_at desc, mail_id limit $3",
                agency,
                status,
                limit,
            )
            lines = []
            for row in rows:
                why = await self._mails.reason(c, row["mail_id"], row["recipient"], row["reason"])
                lines.append(MailLine(**{**dict(row), "reason": why}))
            return lines

    async def owed(self, engagement_id: EngagementId) -> list[OwedLine]:
        """What is or was owed, by due date; `done` once its mail was sent."""
        rows = await self._fetch(
            """
            select w.what, w.due, w.recipient, w.how, case
                when d.at is null then 'open'
                when m.status = 'frozen' then 'in_mail' else 'done' end as status
            from (select engagement_id, what, due, recipient, how from owed_work
                  union select engagement_id, what, due, recipient, how from discharge) w
            left join discharge d using (engagement_id, what, due, recipient)
            left join mail m on m.mail_id = d.mail_id
            where w.engagement_id = $1 order by w.due, w.what, w.recipient
            """,
            engagement_id,
        )
        return [OwedLine(**dict(row)) for row in rows]

    async def _fetch(self, sql: str, *values: object) -> Sequence[asyncpg.Record]:
        async with self._database.transaction() as c:
            return await c.fetch(sql, *values)
