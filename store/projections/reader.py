"""Reading for people and tools: lists, one engagement unsealed, who is who, mails' fate."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from domain.agency.agency import Agency
from domain.base.messages import Event
from domain.base.model import AgencyId, EngagementId, PersonId
from domain.base.roles import Role
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Overview, Todo
from domain.person.person import Person
from store.database import Database
from store.log.stream_kinds import AGENCY, ENGAGEMENT
from store.log.streams import Streams
from store.mail.mail_repository import Mails
from store.projections.rows import ListPlace, MailLine, OwedLine, TimelineLine
from store.queries import load
from store.recording.repositories import Agencies, People

_SQL = load("store.projections", "reading.sql")
_LOG = load("store.log", "log.sql")
_PAGE = 1000


class Reader:
    """Every method is short statements, however long the list. Raises `StoreUnavailable`."""

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
        after: Overview | ListPlace | None = None,
    ) -> list[Overview]:
        """Engagements in the order of launching, `limit` of them that follow `after`."""
        narrowed = {
            "agency": agency,
            "stage": stage,
            "status": status,
            "cohort": cohort,
            "at_risk": at_risk,
            "person": person,
        }
        found: list[Overview] = []
        while len(found) < limit:
            size = min(_PAGE, limit - len(found))
            sql, values = _list(narrowed, found[-1] if found else after, size)
            rows = await self._database.fetch(sql, *values)
            found += [Overview.model_validate(row["body"]) for row in rows]
            if len(rows) < size:
                break
        return found

    async def overview(self, engagement_id: EngagementId) -> Overview | None:
        """One engagement's line."""
        row = await self._database.fetchrow(_SQL["overview"], engagement_id)
        return Overview.model_validate(row["body"]) if row else None

    async def ids_starting(self, prefix: str, limit: int = 20) -> list[EngagementId]:
        """Engagements whose id starts so."""
        start = prefix.lower()
        rows = await self._database.fetch(_SQL["ids_starting"], start, f"{start}\U0010ffff", limit)
        return [row["engagement_id"] for row in rows]

    async def state(self, engagement_id: EngagementId) -> Engagement | None:
        """The engagement, unsealed: show it through `views.seen_by` only."""
        stream = await self._streams.read(self._database, ENGAGEMENT, engagement_id)
        return stream.state if stream else None

    async def events(self, engagement_id: EngagementId) -> list[tuple[int, Event]]:
        """(version, event), unsealed, oldest first: show them through `views.seen_by` only."""
        async with self._database.transaction() as c:
            rows = await self._streams.stored(c, ENGAGEMENT.name, engagement_id)
            # After the events: a key may be made with the newest of them.
            keys = await self._streams.keys.of(c, ENGAGEMENT.name, engagement_id)
            return [(row.version, row.opened(ENGAGEMENT, keys)) for row in rows]

    async def todo(self, person: PersonId) -> list[Todo]:
        """What a person can do now, the most urgent first; last, once for all, as leadership."""
        found: list[Todo] = []
        after: tuple[datetime | None, str, int] = (_LONG_AGO, "", 0)
        while True:
            rows = await self._database.fetch(_SQL["todo"], person, *after, _PAGE)
            found += [Todo.model_validate(row["body"]) for row in rows]
            if len(rows) < _PAGE:
                break
            after = (rows[-1]["due"], rows[-1]["engagement_id"], rows[-1]["n"])
        leading = await self._database.fetch(_SQL["todo_leading"], person)
        return found + [Todo.model_validate(row["body"]) for row in leading]

    async def todo_in(self, person: PersonId, engagement_id: EngagementId) -> list[Todo]:
        """What a person can do now in one engagement."""
        rows = await self._database.fetch(_SQL["todo_in"], person, engagement_id)
        return [Todo.model_validate(row["body"]) for row in rows]

    async def timeline(
        self, engagement_id: EngagementId, roles: Iterable[Role]
    ) -> list[TimelineLine]:
        """What someone holding `roles` may know happened."""
        held = sorted(role.value for role in roles)
        rows = await self._database.fetch(_SQL["timeline"], engagement_id, held)
        return [TimelineLine(**dict(row)) for row in rows]

    async def people(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Those of `ids` that are known."""
        return await self._people.some(self._database, ids)

    async def people_of(self, agency: AgencyId) -> list[Person]:
        """Everyone of an agency, by id."""
        found: list[Person] = []
        last = ""
        while True:
            rows = await self._database.fetch(_SQL["people_of"], agency, last, _PAGE)
            ids = [row["person_id"] for row in rows]
            found += (await self.people(ids)).values()
            if len(rows) < _PAGE:
                return found
            last = ids[-1]

    async def person_by_email(self, agency: AgencyId, email: str) -> Person | None:
        """Whoever of the agency has this address, in whatever case it is written."""
        key = self._streams.ring.email_key(agency, email)
        row = await self._database.fetchrow(_SQL["person_by_email"], agency, key)
        return None if row is None else next(iter((await self.people([row[0]])).values()), None)

    async def people_page(self, agency: AgencyId, after: PersonId, limit: int) -> list[Person]:
        """Those of an agency whose ids follow `after`, by id."""
        rows = await self._database.fetch(_SQL["people_of"], agency, after, limit)
        found = await self.people(row["person_id"] for row in rows)
        return [found[row["person_id"]] for row in rows if row["person_id"] in found]

    async def people_named(
        self, agency: AgencyId, words: Iterable[str], limit: int = 200
    ) -> list[PersonId]:
        """People of an agency, each of these words beginning a word of their name.

        `words` are as `store.personal.name_keys.sought` gives them.
        """
        keys = [self._streams.ring.name_key(agency, word) for word in words]
        rows = await self._database.fetch(_SQL["people_named"], agency, keys, limit)
        return [row["person_id"] for row in rows]

    async def agency(self, agency_id: AgencyId) -> Agency | None:
        """One agency; None where it is not known."""
        return (await self._agencies.some(self._database, [agency_id])).get(agency_id)

    async def agencies(self) -> list[Agency]:
        """Every agency, by id."""
        rows = await self._database.fetch(_LOG["ids"], AGENCY.name)
        ids = [row["id"] for row in rows]
        return list((await self._agencies.some(self._database, ids)).values())

    async def mails(
        self,
        *,
        agency: AgencyId | None = None,
        status: str | None = None,
        limit: int = 200,
        after: MailLine | None = None,
    ) -> list[MailLine]:
        """What became of mails, newest first, those that follow `after`; never their content."""
        key = (after.frozen_at, after.mail_id) if after else (None, None)
        rows = await self._database.fetch(_SQL["mails"], agency, status, *key, limit)
        why = await self._mails.reasons(self._database, rows)
        return [MailLine(**{**dict(row), "reason": why[row["mail_id"]]}) for row in rows]

    async def owed(self, engagement_id: EngagementId) -> list[OwedLine]:
        """What is or was owed, by due date; `done` once its mail was sent."""
        rows = await self._database.fetch(_SQL["owed"], engagement_id)
        return [OwedLine(**dict(row)) for row in rows]


_LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


def _list(
    narrowed: Mapping[str, object], after: Overview | ListPlace | None, size: int
) -> tuple[str, list[object]]:
    """The statement for one page, with only what narrows it: so each has its own plan."""
    parts, values = [_SQL["overviews"]], list[object]()
    for name, wanted in narrowed.items():
        if wanted is not None:
            values.append(wanted)
            parts.append(_SQL[f"overview_{name}"].replace("$N", f"${len(values)}"))
    if after is not None:
        values += [after.launched_at, after.engagement_id]
        n, m = f"${len(values) - 1}", f"${len(values)}"
        parts.append(_SQL["overview_after"].replace("$N", n).replace("$M", m))
    values.append(size)
    parts.append(_SQL["overviews_page"].replace("$N", f"${len(values)}"))
    return "\n".join(parts), values
